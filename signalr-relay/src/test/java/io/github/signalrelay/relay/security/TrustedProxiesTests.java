// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.net.InetAddress;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TrustedProxiesTests {

	private static final TrustedProxies PROXIES = TrustedProxies
		.of(List.of("10.0.0.0/8", "192.0.2.1", "2001:db8::/32"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = {
			// a stranger says what it likes
			"203.0.113.9 | 1.1.1.1 | 203.0.113.9", "192.0.2.2 | 1.1.1.1 | 192.0.2.2", "11.0.0.1 | 1.1.1.1 | 11.0.0.1",
			// a proxy is believed, what the client told it is not
			"10.1.2.3 | 203.0.113.9 | 203.0.113.9, 10.1.2.3",
			"192.0.2.1 | 1.1.1.1, 203.0.113.9 | 203.0.113.9, 192.0.2.1",
			// chains of proxies
			"10.0.0.1 | 1.1.1.1, 203.0.113.9, 10.0.0.2 | 203.0.113.9, 10.0.0.2, 10.0.0.1",
			"10.0.0.1 | 10.0.0.3, 10.0.0.2 | 10.0.0.3, 10.0.0.2, 10.0.0.1",
			// other forms
			"2001:db8::1 | 2001:470::5 | 2001:470:0:0:0:0:0:5, 2001:db8:0:0:0:0:0:1",
			"10.0.0.1 | 203.0.113.9:4711 | 203.0.113.9, 10.0.0.1",
			"10.0.0.1 | [2001:470::5]:4711 | 2001:470:0:0:0:0:0:5, 10.0.0.1",
			// what is no address ends it
			"10.0.0.1 | - | 10.0.0.1", "10.0.0.1 | unknown | 10.0.0.1", "10.0.0.1 | 1.1.1.1, localhost | 10.0.0.1",
			"10.0.0.1 | 1.1.1.1, | 1.1.1.1, 10.0.0.1", "10.0.0.1 | ,, | 10.0.0.1", "10.0.0.1 | 256.1.1.1 | 10.0.0.1" })
	void clientIsTheFirstThatATrustedProxyTold(String peer, String forwardedFor, String way) throws Exception {
		List<String> header = (forwardedFor != null) ? List.of(forwardedFor) : List.of();
		assertThat(PROXIES.forwardedFor(InetAddress.getByName(peer), header)).isEqualTo(way);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.1.1.1", "10.0.0.1" })
	void nobodyIsTrustedUnlessToldSo(String told) throws Exception {
		assertThat(TrustedProxies.NONE.forwardedFor(InetAddress.getByName("127.0.0.1"), List.of(told)))
			.isEqualTo("127.0.0.1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "10.0.0.0/33", "10.0.0.0/x", "10.0.0", "", "2001:db8::/129", "10.0.0.0/-1" })
	void whatIsNoNetworkIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.of(List.of(text)))
			.withMessageStartingWith(text);
	}

}
