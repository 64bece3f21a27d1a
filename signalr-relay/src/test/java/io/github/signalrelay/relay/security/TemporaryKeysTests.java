// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.SigningKey;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TemporaryKeys}.
 */
class TemporaryKeysTests {

	private static final AccessKey MASTER = new AccessKey("0123456789abcdef0123456789abcdef");

	private static final AccessKey OTHER = new AccessKey("fedcba9876543210fedcba9876543210");

	/** A step of five minutes begins here. */
	private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

	private static TemporaryKeys at(Duration later, AccessKey... masters) {
		return new TemporaryKeys(new AccessKeys(List.of(masters)), Clock.fixed(NOW.plus(later), ZoneOffset.UTC));
	}

	@Test
	void allNodesWithTheSameAccessKeyKnowAKey() {
		SigningKey issued = at(Duration.ZERO, MASTER).issue();
		assertThat(at(Duration.ZERO, MASTER).candidates(issued.id())).containsExactly(issued.key());
		// one that has been given another primary key meanwhile
		assertThat(at(Duration.ZERO, OTHER, MASTER).candidates(issued.id())).contains(issued.key());
		assertThat(at(Duration.ZERO, OTHER).candidates(issued.id())).doesNotContain(issued.key());
	}

	@Test
	void aKeyIsGoodForTwoHoursFromWheneverItWasGiven() {
		SigningKey early = at(Duration.ZERO, MASTER).issue();
		SigningKey late = at(Duration.ofSeconds(299), MASTER).issue();
		assertThat(late).isEqualTo(early);
		Duration end = TemporaryKeys.VALIDITY.plusMinutes(5);
		assertThat(at(end.minusSeconds(1), MASTER).candidates(late.id())).containsExactly(late.key());
		assertThat(at(end, MASTER).candidates(late.id())).isEmpty();
	}

	@Test
	void keysChangeWithTime() {
		SigningKey first = at(Duration.ZERO, MASTER).issue();
		SigningKey next = at(Duration.ofMinutes(5), MASTER).issue();
		assertThat(next.id()).isNotEqualTo(first.id());
		assertThat(next.key()).isNotEqualTo(first.key());
		assertThat(first.key().isWeak()).isFalse();
		assertThat(first.key()).isNotEqualTo(MASTER);
	}

	/**
	 * The time of the last two is 2026-11-22T08:10:00Z, and one that no long can hold.
	 */
	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "relay-", "relay-x", "1795334400", "relay--1", "relay-0", "relay-1795335000",
			"relay-99999999999999999999" })
	void otherIdsMeanNothing(String id) {
		assertThat(at(Duration.ZERO, MASTER).candidates(id)).isEmpty();
	}

}
