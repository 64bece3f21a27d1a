// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentValuesTests {

	private final RecentValues<String> values = new RecentValues<>(4);

	@Test
	void equalValuesBecomeOne() {
		String first = copy("chat");
		assertThat(this.values.share(first)).isSameAs(first);
		assertThat(this.values.share(copy("chat"))).isSameAs(first);
	}

	@Test
	void manyValuesTakeNoMoreThanTheirPlaces() {
		String first = copy("chat");
		this.values.share(first);
		for (int number = 0; number < 100; number++) {
			String other = "hub " + number;
			assertThat(this.values.share(other)).isEqualTo(other);
		}
		assertThat(this.values.share(copy("chat"))).isEqualTo(first).isNotSameAs(first);
	}

	private static String copy(String text) {
		return new String(text.toCharArray());
	}

}
