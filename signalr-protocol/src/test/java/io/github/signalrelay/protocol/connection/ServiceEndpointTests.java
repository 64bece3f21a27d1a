// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.connection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceEndpoint} (service protocol reference, 5.2 and 5.3).
 */
class ServiceEndpointTests {

	@ParameterizedTest
	@CsvSource({ "'', '', PRIMARY", "foo, foo, PRIMARY", "foo:secondary, foo, SECONDARY", "foo:Primary, foo, PRIMARY",
			"foo:SECONDARY, foo, SECONDARY", ":secondary, '', SECONDARY", "foo:bar, foo:bar, PRIMARY",
			"a:b:secondary, a:b, SECONDARY", "foo:, foo:, PRIMARY" })
	void namesAndTypes(String text, String name, EndpointType type) {
		ServiceEndpoint endpoint = ServiceEndpoint.of(text, parse("http://h", "k", ""));
		assertThat(endpoint.name()).isEqualTo(name);
		assertThat(endpoint.type()).isSameAs(type);
	}

	@Test
	void theKeyDoesNotCount() {
		ServiceEndpoint endpoint = ServiceEndpoint.of("a", parse("http://h:80", "k", ""));
		assertThat(endpoint).isEqualTo(ServiceEndpoint.of("a", parse("HTTP://H/", "other", "")))
			.hasSameHashCodeAs(ServiceEndpoint.of("a", parse("HTTP://H/", "other", "")));
	}

	@Test
	void everythingElseCounts() {
		ServiceEndpoint endpoint = ServiceEndpoint.of("a", parse("http://h", "k", ""));
		assertThat(endpoint).isNotEqualTo(ServiceEndpoint.of("b", parse("http://h", "k", "")))
			.isNotEqualTo(ServiceEndpoint.of("a:secondary", parse("http://h", "k", "")))
			.isNotEqualTo(ServiceEndpoint.of("a", parse("https://h", "k", "")))
			.isNotEqualTo(ServiceEndpoint.of("a", parse("http://h:81", "k", "")))
			.isNotEqualTo(ServiceEndpoint.of("a", parse("http://h", "k", ";ClientEndpoint=http://c")))
			.isNotEqualTo(ServiceEndpoint.of("a", parse("http://h", "k", ";ServerEndpoint=http://s")));
	}

	@Test
	void printedForm() {
		assertThat(ServiceEndpoint.of("", parse("https://h:443", "hush", ""))).hasToString("[](Primary)https://h");
		assertThat(ServiceEndpoint.of("n:secondary",
				parse("http://h", "hush", ";Port=8888;ClientEndpoint=http://c/;ServerEndpoint=http://s:1")))
			.hasToString("[n](Secondary)http://h:8888;ClientEndpoint=http://c;ServerEndpoint=http://s:1");
	}

	private static ConnectionString parse(String endpoint, String key, String rest) {
		return ConnectionString.parse("Endpoint=" + endpoint + ";AccessKey=" + key + rest);
	}

}
