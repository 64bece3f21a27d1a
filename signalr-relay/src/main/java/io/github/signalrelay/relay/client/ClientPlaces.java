// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.HubScope;

/**
 * Places for client connections: so many in all, and so many for each user of a hub. A
 * place is taken before a client is told that it may come in and given back when its
 * connection has ended, so that there are never more, however many ask at the same
 * moment. May be used by any thread.
 */
final class ClientPlaces {

	private final int maximum;

	private final int maximumPerUser;

	private final AtomicInteger taken = new AtomicInteger();

	private final Map<User, Integer> takenByUser = new ConcurrentHashMap<>();

	/**
	 * Makes the empty table.
	 * @param maximum most connections
	 * @param maximumPerUser most connections of one user to one hub; users are not
	 * counted where it is {@link Integer#MAX_VALUE}
	 */
	ClientPlaces(int maximum, int maximumPerUser) {
		this.maximum = maximum;
		this.maximumPerUser = maximumPerUser;
	}

	/**
	 * Takes a place.
	 * @param scope hub of the client
	 * @param userId user of the client, or {@code null}, who is not limited
	 * @return the place
	 * @throws TooManyConnectionsException if there is none
	 */
	ClientPlace take(HubScope scope, @Nullable String userId) throws TooManyConnectionsException {
		IntUnaryOperator oneMore = (number) -> (number < this.maximum) ? number + 1 : number;
		if (this.taken.getAndUpdate(oneMore) >= this.maximum) {
			throw TooManyConnectionsException.ofAll();
		}
		if (userId == null || this.maximumPerUser == Integer.MAX_VALUE) {
			return new ClientPlace(this, null);
		}
		User user = new User(scope, userId);
		if (!takeFor(user)) {
			this.taken.decrementAndGet();
			throw TooManyConnectionsException.ofUser();
		}
		return new ClientPlace(this, user);
	}

	/**
	 * Takes a place back.
	 * @param user who had it, or {@code null} where users are not counted
	 */
	void giveBack(@Nullable User user) {
		if (user != null) {
			this.takenByUser.computeIfPresent(user, (key, number) -> (number > 1) ? number - 1 : null);
		}
		this.taken.decrementAndGet();
	}

	private boolean takeFor(User user) {
		boolean[] room = new boolean[1];
		this.takenByUser.compute(user, (key, number) -> {
			int present = (number != null) ? number : 0;
			room[0] = present < this.maximumPerUser;
			return room[0] ? Integer.valueOf(present + 1) : number;
		});
		return room[0];
	}

	/** Users that have a place. */
	int users() {
		return this.takenByUser.size();
	}

	/** A user of a hub. */
	record User(HubScope scope, String userId) {

	}

}
