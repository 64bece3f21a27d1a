// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.net.InetAddress;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TrustedProxiesTests {

	private static final TrustedProxies PROXIES = TrustedProxies
		.of(List.of("10.0.0.0/8", "192.0.2.1", "2001:db8::/32"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# peer       | X-Forwarded-For                      | route
			203.0.113.5  | 198.51.100.1                         | 203.0.113.5
			10.1.2.3     |                                      | 10.1.2.3
			10.1.2.3     | 198.51.100.1                         | 198.51.100.1, 10.1.2.3
			10.1.2.3     | 6.6.6.6, 198.51.100.1                | 198.51.100.1, 10.1.2.3
			10.1.2.3     | 6.6.6.6, 198.51.100.1, 192.0.2.1     | 198.51.100.1, 192.0.2.1, 10.1.2.3
			10.1.2.3     | 198.51.100.1, 192.0.2.2              | 192.0.2.2, 10.1.2.3
			10.1.2.3     | 10.9.9.9                             | 10.9.9.9, 10.1.2.3
			10.1.2.3     | 6.6.6.6, unknown, 10.0.0.1           | 10.0.0.1, 10.1.2.3
			10.1.2.3     | 6.6.6.6,,                            | 6.6.6.6, 10.1.2.3
			10.1.2.3     | localhost                            | 10.1.2.3
			2001:db8::7  | 2001:db9::1                          | 2001:db9:0:0:0:0:0:1, 2001:db8:0:0:0:0:0:7
			::ffff:10.1.2.3 | 198.51.100.1                      | 198.51.100.1, 10.1.2.3
			""")
	void onlyWhatTrustedProxiesSayIsBelieved(String peer, String header, String route) throws Exception {
		List<String> values = (header != null) ? List.of(header) : List.of();
		assertThat(PROXIES.route(InetAddress.getByName(peer), values)).isEqualTo(List.of(route.split(", ")));
	}

	@Test
	void severalHeadersAreOneList() throws Exception {
		assertThat(PROXIES.route(InetAddress.getByName("10.1.2.3"), List.of("6.6.6.6", "198.51.100.1, 192.0.2.1")))
			.containsExactly("198.51.100.1", "192.0.2.1", "10.1.2.3");
	}

	@Test
	void nobodyIsBelievedByDefault() throws Exception {
		assertThat(TrustedProxies.NONE.route(InetAddress.getByName("127.0.0.1"), List.of("198.51.100.1")))
			.containsExactly("127.0.0.1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/-1", "::1/129" })
	void whatIsNoNetworkIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.of(List.of(text)))
			.withMessageContaining("'" + text + "'");
	}

}
