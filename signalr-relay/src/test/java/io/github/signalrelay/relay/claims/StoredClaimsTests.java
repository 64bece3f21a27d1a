// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.claims;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.StoreClaims;
import io.github.signalrelay.protocol.token.ClaimNames;
import io.github.signalrelay.relay.claims.StoredClaims.Waiter;

import static org.assertj.core.api.Assertions.assertThat;

class StoredClaimsTests {

	private static final int LIMIT = 10_000;

	private static final int ENTRY_LIMIT = 4_000;

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ClaimsBudget budget = new ClaimsBudget(LIMIT, ENTRY_LIMIT, this.nanos::get, this.meters);

	private final StoredClaims claims = new StoredClaims(this.budget, this.nanos::get);

	private final List<String> told = new ArrayList<>();

	private static StoreClaims message(String id, int size, int ttl) {
		return new StoreClaims(id, List.of(new Claim("a", "x".repeat(size))), ttl);
	}

	private Waiter waiter(String name) {
		return new Waiter() {

			@Override
			public void arrived(List<Claim> claims) {
				StoredClaimsTests.this.told.add(name + " " + claims.size());
			}

			@Override
			public void missing() {
				StoredClaimsTests.this.told.add(name + " missing");
			}

		};
	}

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
		this.claims.sweep();
	}

	private double stored() {
		return this.meters.get("signalr.relay.claims.stored").gauge().value();
	}

	private double dropped(String reason) {
		return this.meters.get("signalr.relay.claims.dropped").tag("reason", reason).counter().count();
	}

	@Test
	void claimsAreFoundAgainAndAgainUnderTheirLongNames() {
		this.claims.store(
				new StoreClaims("r", List.of(new Claim("role", "a"), new Claim("x", ""), new Claim("role", "b")), 60));
		for (int count = 0; count < 3; count++) {
			assertThat(this.claims.find("r", waiter("w"))).containsExactly(new Claim(ClaimNames.ROLE, "a"),
					new Claim("x", ""), new Claim(ClaimNames.ROLE, "b"));
		}
		pass(Duration.ofSeconds(30));
		assertThat(this.told).isEmpty();
	}

	@Test
	void claimsEndWithTheirTime() {
		this.claims.store(message("long", 1000, 60));
		this.claims.store(message("short", 1000, 10));
		assertThat(stored()).isBetween(2000.0, 3000.0);
		pass(Duration.ofSeconds(9));
		assertThat(this.claims.size()).isEqualTo(2);
		this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(this.claims.find("short", waiter("w"))).isNull();
		pass(Duration.ZERO);
		assertThat(this.claims.size()).isEqualTo(1);
		pass(Duration.ofSeconds(50));
		assertThat(this.claims.size()).isZero();
		assertThat(stored()).isZero();
		this.claims.store(message("later", 1000, 5));
		pass(Duration.ofSeconds(5));
		assertThat(this.claims.size()).isZero();
	}

	@Test
	void nothingIsKeptForMoreThanADay() {
		this.claims.store(message("r", 10, Integer.MAX_VALUE));
		pass(Duration.ofHours(24).minusSeconds(1));
		assertThat(this.claims.size()).isEqualTo(1);
		pass(Duration.ofSeconds(1));
		assertThat(this.claims.size()).isZero();
	}

	@Test
	void timesThatAreOverAreNotKept() {
		this.claims.store(message("r", 10, 0));
		this.claims.store(message("r", 10, -1));
		assertThat(this.claims.size()).isZero();
		assertThat(stored()).isZero();
	}

	@Test
	void whatIsTooLargeForOneClientIsDropped() {
		this.claims.store(message("r", ENTRY_LIMIT, 60));
		assertThat(this.claims.size()).isZero();
		assertThat(dropped("too_large")).isEqualTo(1);
		this.claims.store(message("r", ENTRY_LIMIT - 200, 60));
		assertThat(this.claims.size()).isEqualTo(1);
	}

	@Test
	void whatIsTooMuchForAllIsDroppedUntilThereIsRoom() {
		StoredClaims other = new StoredClaims(this.budget, this.nanos::get);
		this.claims.store(message("a", 3500, 10));
		other.store(message("b", 3500, 60));
		other.store(message("c", 3500, 60));
		assertThat(other.size()).isEqualTo(1);
		assertThat(dropped("full")).isEqualTo(1);
		pass(Duration.ofSeconds(10));
		other.store(message("c", 3500, 60));
		assertThat(other.size()).isEqualTo(2);
	}

	@Test
	void manySmallOnesAreBoundedAsWell() {
		for (int count = 0; count < 1000; count++) {
			this.claims.store(new StoreClaims("r" + count, List.of(), 60));
		}
		assertThat(this.claims.size()).isBetween(100, 160);
		assertThat(stored()).isLessThanOrEqualTo(LIMIT);
	}

	@Test
	void theSameIdAgainTakesNoMoreRoom() {
		for (int count = 0; count < 100; count++) {
			this.claims.store(message("r", 3000, 60));
		}
		assertThat(this.claims.size()).isEqualTo(1);
		assertThat(stored()).isBetween(3000.0, 3300.0);
		assertThat(dropped("full")).isZero();
	}

	@Test
	void whoeverWaitsIsToldOnce() {
		assertThat(this.claims.find("r", waiter("one"))).isNull();
		assertThat(this.claims.find("r", waiter("two"))).isNull();
		assertThat(this.claims.find("other", waiter("three"))).isNull();
		this.claims.store(message("r", 10, 60));
		this.claims.store(message("r", 10, 60));
		assertThat(this.told).containsExactly("one 1", "two 1");
		pass(Duration.ofMillis(1999));
		assertThat(this.told).hasSize(2);
		pass(Duration.ofMillis(1));
		pass(Duration.ofSeconds(5));
		assertThat(this.told).containsExactly("one 1", "two 1", "three missing");
	}

	@Test
	void whoeverHasGoneIsNotTold() {
		Waiter gone = waiter("gone");
		this.claims.find("r", gone);
		this.claims.find("r", waiter("here"));
		this.claims.forget("r", gone);
		this.claims.forget("never", gone);
		pass(Duration.ofSeconds(3));
		assertThat(this.told).containsExactly("here missing");
	}

}
