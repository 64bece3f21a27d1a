// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.negotiate;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.HubScope;

/**
 * Connections that were negotiated and that no transport has taken yet. They are few and
 * short-lived, and their number is bounded. Any thread may use it.
 */
public final class NegotiatedConnections {

	private final ConnectionIds ids;

	private final Duration lifetime;

	private final int maximum;

	private final LongSupplier nanoTime;

	private final Map<String, Negotiated> byToken = new ConcurrentHashMap<>();

	/** In the order of their end, entries that were taken included. */
	private final Queue<Negotiated> byAge = new ConcurrentLinkedQueue<>();

	private final AtomicInteger size = new AtomicInteger();

	/**
	 * Makes the empty table.
	 * @param ids where ids come from
	 * @param lifetime how long a client may take to connect
	 * @param maximum most connections that may wait
	 */
	public NegotiatedConnections(ConnectionIds ids, Duration lifetime, int maximum) {
		this(ids, lifetime, maximum, System::nanoTime);
	}

	NegotiatedConnections(ConnectionIds ids, Duration lifetime, int maximum, LongSupplier nanoTime) {
		this.ids = ids;
		this.lifetime = lifetime;
		this.maximum = maximum;
		this.nanoTime = nanoTime;
	}

	/**
	 * Promises a connection.
	 * @param scope hub of the client
	 * @param userId user of the client's token, or {@code null}
	 * @param separateToken whether the client gets a secret token beside the public id
	 * @param stateful whether stateful reconnect was agreed on
	 * @return the connection, or {@code null} when too many wait
	 */
	public @Nullable Negotiated add(HubScope scope, @Nullable String userId, boolean separateToken, boolean stateful) {
		forgetOld();
		if (this.size.incrementAndGet() > this.maximum) {
			this.size.decrementAndGet();
			return null;
		}
		String id = this.ids.nextId();
		long end = this.nanoTime.getAsLong() + this.lifetime.toNanos();
		Negotiated negotiated = new Negotiated(id, separateToken ? this.ids.nextToken() : id, scope, userId, stateful,
				end);
		this.byToken.put(negotiated.token(), negotiated);
		this.byAge.add(negotiated);
		return negotiated;
	}

	/**
	 * Takes a connection out of the table, if it belongs to the one who asks.
	 * @param token its token, which came as {@code id}
	 * @param scope hub of the client
	 * @param userId user of the client's token, or {@code null}
	 * @return the connection, or {@code null} when there is no such connection for this
	 * user
	 */
	public @Nullable Negotiated take(String token, HubScope scope, @Nullable String userId) {
		forgetOld();
		Negotiated negotiated = this.byToken.get(token);
		if (negotiated == null || !negotiated.belongsTo(scope, userId) || !this.byToken.remove(token, negotiated)) {
			return null;
		}
		this.size.decrementAndGet();
		return negotiated;
	}

	/**
	 * Looks whether {@link #take} would find a connection.
	 * @param token its token, which came as {@code id}
	 * @param scope hub of the client
	 * @param userId user of the client's token, or {@code null}
	 * @return {@code true} unless somebody takes it meanwhile
	 */
	public boolean isWaiting(String token, HubScope scope, @Nullable String userId) {
		forgetOld();
		Negotiated negotiated = this.byToken.get(token);
		return negotiated != null && negotiated.belongsTo(scope, userId);
	}

	/**
	 * Connections that wait.
	 * @return the number
	 */
	int size() {
		return this.size.get();
	}

	private void forgetOld() {
		long now = this.nanoTime.getAsLong();
		Negotiated oldest = this.byAge.peek();
		while (oldest != null && oldest.end() - now <= 0) {
			if (this.byAge.remove(oldest) && this.byToken.remove(oldest.token(), oldest)) {
				this.size.decrementAndGet();
			}
			oldest = this.byAge.peek();
		}
	}

	/**
	 * A promised connection.
	 *
	 * @param id public id
	 * @param token secret by which the transport asks for it
	 * @param scope hub
	 * @param userId user whose token was shown, or {@code null}
	 * @param stateful whether stateful reconnect was agreed on
	 * @param end when it is forgotten, as {@link System#nanoTime} tells time
	 */
	public record Negotiated(String id, String token, HubScope scope, @Nullable String userId, boolean stateful,
			long end) {

		boolean belongsTo(HubScope otherScope, @Nullable String otherUserId) {
			return this.scope.equals(otherScope) && Objects.equals(this.userId, otherUserId);
		}

		/** Leaves the secret out. */
		@Override
		public String toString() {
			return "Negotiated[" + this.id + "]";
		}

	}

}
