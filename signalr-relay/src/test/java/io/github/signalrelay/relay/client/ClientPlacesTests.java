// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.relay.HubScope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Places are never more than allowed, and never fewer.
 */
class ClientPlacesTests {

	private static final HubScope CHAT = HubScope.core("chat");

	private static final HubScope NEWS = HubScope.core("news");

	@Test
	void usersOfHubsAreCountedApart() throws TooManyConnectionsException {
		ClientPlaces places = new ClientPlaces(100, 2);
		places.take(CHAT, "ann");
		ClientPlace second = places.take(CHAT, "ann");
		assertRefused(places, CHAT, "ann", "Too many connections of this user.");
		places.take(NEWS, "ann");
		places.take(CHAT, "bob");
		for (int number = 0; number < 10; number++) {
			places.take(CHAT, null);
		}
		second.giveBack();
		second.giveBack();
		places.take(CHAT, "ann");
		assertRefused(places, CHAT, "ann", "Too many connections of this user.");
	}

	@Test
	void allAreCountedTogetherAndARefusalCostsNothing() throws TooManyConnectionsException {
		ClientPlaces places = new ClientPlaces(3, 2);
		places.take(CHAT, "ann");
		places.take(CHAT, "ann");
		for (int number = 0; number < 5; number++) {
			assertRefused(places, CHAT, "ann", "Too many connections of this user.");
		}
		ClientPlace last = places.take(CHAT, null);
		assertRefused(places, CHAT, "bob", "Too many connections.");
		last.giveBack();
		places.take(CHAT, "bob");
	}

	@Test
	void placeOfAFailureIsGivenBackAndUsersWhoLeaveAreForgotten() throws TooManyConnectionsException {
		ClientPlaces places = new ClientPlaces(1, 1);
		ClientPlace place = places.take(CHAT, "ann");
		assertThat(place.<String>use(() -> "fine")).isEqualTo("fine");
		assertRefused(places, CHAT, "ann", "Too many connections.");
		assertThatIllegalStateException().isThrownBy(() -> place.use(() -> {
			throw new IllegalStateException("failed");
		}));
		assertThat(places.users()).isZero();
		places.take(CHAT, "ann").giveBack();
		assertThat(places.users()).isZero();
	}

	@Test
	void limitsHoldUnderManyThreads() throws Exception {
		ClientPlaces places = new ClientPlaces(7, 3);
		AtomicInteger all = new AtomicInteger();
		AtomicInteger ofAnn = new AtomicInteger();
		AtomicInteger broken = new AtomicInteger();
		AtomicInteger taken = new AtomicInteger();
		Callable<Void> work = () -> {
			for (int round = 0; round < 20_000; round++) {
				String user = ThreadLocalRandom.current().nextBoolean() ? "ann" : "u" + round % 5;
				try {
					ClientPlace place = places.take(CHAT, user);
					taken.incrementAndGet();
					boolean ann = user.equals("ann");
					if (all.incrementAndGet() > 7 || (ann && ofAnn.incrementAndGet() > 3)) {
						broken.incrementAndGet();
					}
					Thread.yield();
					all.decrementAndGet();
					ofAnn.addAndGet(ann ? -1 : 0);
					place.giveBack();
				}
				catch (TooManyConnectionsException ex) {
					Thread.yield();
				}
			}
			return null;
		};
		ExecutorService threads = Executors.newFixedThreadPool(12);
		try {
			List<Future<Void>> running = new ArrayList<>();
			for (int number = 0; number < 12; number++) {
				running.add(threads.submit(work));
			}
			for (Future<Void> future : running) {
				future.get(60, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(broken).hasValue(0);
		assertThat(taken).hasPositiveValue();
		assertThat(places.users()).isZero();
		for (int number = 0; number < 7; number++) {
			places.take(CHAT, null);
		}
		assertRefused(places, CHAT, null, "Too many connections.");
	}

	private static void assertRefused(ClientPlaces places, HubScope scope, String user, String message) {
		assertThatExceptionOfType(TooManyConnectionsException.class).isThrownBy(() -> places.take(scope, user))
			.withMessage(message);
	}

}
