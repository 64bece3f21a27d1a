// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.token.AccessKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AccessKeys}.
 */
class AccessKeysTests {

	private static AccessKey key(int number) {
		return new AccessKey("key number " + number);
	}

	@Test
	void removedKeysAreRememberedTheLatestFirst() {
		AccessKeys keys = new AccessKeys(List.of(key(1), key(2)));
		assertThat(keys.replace(List.of(key(3), key(1)))).isTrue();
		assertThat(keys.current()).containsExactly(key(3), key(1));
		assertThat(keys.primary()).isEqualTo(key(3));
		assertThat(keys.retired()).containsExactly(key(2));
		keys.replace(List.of(key(3)));
		assertThat(keys.retired()).containsExactly(key(1), key(2));
	}

	@Test
	void aKeyThatComesBackIsNoKeyOfThePast() {
		AccessKeys keys = new AccessKeys(List.of(key(1)));
		keys.replace(List.of(key(2)));
		keys.replace(List.of(key(1), key(2)));
		assertThat(keys.retired()).isEmpty();
	}

	@Test
	void onlySomeKeysOfThePastAreRemembered() {
		AccessKeys keys = new AccessKeys(List.of(key(0)));
		for (int i = 1; i <= 50; i++) {
			keys.replace(List.of(key(i)));
		}
		assertThat(keys.retired()).hasSize(32).startsWith(key(49), key(48)).endsWith(key(18));
	}

	@Test
	void theSameKeysAreNoChangeAndNoneIsRefused() {
		AccessKeys keys = new AccessKeys(List.of(key(1)));
		assertThat(keys.replace(List.of(key(1)))).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> keys.replace(List.of()));
		assertThat(keys.current()).containsExactly(key(1));
		assertThat(keys.toString()).doesNotContain("number");
	}

}
