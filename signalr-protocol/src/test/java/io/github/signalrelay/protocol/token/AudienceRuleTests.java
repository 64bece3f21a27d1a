// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AudienceRule} (REST reference, 5.2).
 */
class AudienceRuleTests {

	private final AudienceRule rule = AudienceRule.requestHostAnd(Set.of("public.example.org:443"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			// hand-made, without query
			"https://host/api/v1/hubs/h | /api/v1/hubs/h?excluded=a", "https://host/api/v1/hubs/h/ | /api/v1/hubs/h",
			"https://host/api/v1/hubs/h | /api/v1/hubs/h/",
			// part of the query signed, more appended
			"https://host/api/hubs/h/:send?api-version=2022-06-01 | /api/hubs/h/:send?excluded=x&api-version=2022-06-01&excluded=y",
			"https://host/api/hubs/h/:send?application=a&api-version=1 | /api/hubs/h/:send?api-version=1&application=a",
			// scheme and port do not count
			"https://host:8888/api/hubs/h | /api/hubs/h", "http://host/api/hubs/h | /api/hubs/h",
			"HTTPS://HOST/api/hubs/h | /api/hubs/h",
			// other names of the service
			"https://public.example.org/api/hubs/h | /api/hubs/h",
			// percent-encoding
			"https://host/api/hubs/h/users/a%20b | /api/hubs/h/users/a%20b",
			"https://host/api/hubs/h/users/a%2Fb%c3%bc | /api/hubs/h/users/a%2fbü",
			"https://host/api/hubs/h/users/a(b) | /api/hubs/h/users/a%28b%29",
			"https://host/api/hubs/h?q=a+b | /api/hubs/h?q=a%20b",
			// hub names in any case
			"https://host/api/hubs/Chat/users/u | /API/hubs/chat/users/u",
			// connections: everything below the first segment
			"http://host/client/?hub=chat | /client/?hub=chat&asrs.op=%2Fchat",
			"http://host/client/?hub=chat | /client/negotiate?hub=chat&negotiateVersion=1",
			"http://host/client?hub=CHAT | /client/?id=1&hub=chat", "http://host/client/ | /client/?hub=chat",
			"http://host/server/?hub=app_chat | /server/?hub=app_chat&cid=123" })
	void isMeant(String audience, String uri) {
		assertThat(this.rule.accepts(audience, RequestTarget.of("host:8888", uri))).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "https://other/api/hubs/h | /api/hubs/h",
			"https://hos/api/hubs/h | /api/hubs/h", "https://host.evil/api/hubs/h | /api/hubs/h",
			"https://host@evil/api/hubs/h | /api/hubs/h", "https://evil@host/api/hubs/h | /api/hubs/h",
			"https://evil/host/api/hubs/h | /api/hubs/h", "https://host/api/hubs/h2 | /api/hubs/h",
			"https://host/api/hubs | /api/hubs/h", "https://host/api/hubs/h/users/u | /api/hubs/h",
			"https://host/api/hubs/h/users/U | /api/hubs/h/users/u",
			"https://host/api/hubs/h/users/a/b | /api/hubs/h/users/a%2Fb",
			"https://host/api/hubs/h?api-version=2 | /api/hubs/h?api-version=1",
			"https://host/api/hubs/h?api-version=1 | /api/hubs/h", "http://host/client/?hub=chat | /client/?hub=chat2",
			"http://host/client/?hub=chat | /server/?hub=chat", "http://host/server/?hub=chat | /client/?hub=chat",
			"http://host/?hub=chat | /client/?hub=chat", "http://host/client/negotiate?hub=chat | /client/?hub=chat",
			"'' | /client/?hub=chat", "host/client/?hub=chat | /client/?hub=chat",
			"http:///client/?hub=chat | /client/?hub=chat", "://host/client/?hub=chat | /client/?hub=chat",
			"* | /client/?hub=chat" })
	void isNotMeant(String audience, String uri) {
		assertThat(this.rule.accepts(audience, RequestTarget.of("host:8888", uri))).isFalse();
	}

	@Test
	void anyHostMeansAnyHostButNotAnyPath() {
		AudienceRule anyHost = AudienceRule.ofAnyHost();
		RequestTarget target = RequestTarget.of("host", "/client/?hub=chat");
		assertThat(anyHost.accepts("http://elsewhere/client/?hub=chat", target)).isTrue();
		assertThat(anyHost.accepts("http://elsewhere/client/?hub=other", target)).isFalse();
	}

	@Test
	void theHostOfTheRequestCanBeDistrusted() {
		AudienceRule fixed = new AudienceRule(Set.of("Relay_1"), false, false);
		assertThat(fixed.accepts("http://host/client/?hub=c", RequestTarget.of("host", "/client/?hub=c"))).isFalse();
		assertThat(fixed.accepts("http://relay_1:8888/client/?hub=c", RequestTarget.of("host", "/client/?hub=c")))
			.isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "localhost, localhost", "localhost:80, localhost", "[::1], [::1]", "[::1]:8888, [::1]",
			"EXAMPLE.org:1, example.org", "'', ''" })
	void portsAreNotPartOfHosts(String authority, String host) {
		assertThat(RequestTarget.of(authority, "/").host()).isEqualTo(host);
	}

	@Test
	void theQueryOfATargetIsNotShown() {
		assertThat(RequestTarget.of("host", "/client/?access_token=hush").toString()).doesNotContain("hush");
	}

}
