// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.negotiate;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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

	/** In the order of their end; guarded by this object's monitor. */
	private final Map<String, Negotiated> byToken = new LinkedHashMap<>();

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
		String id = this.ids.nextId();
		String token = separateToken ? this.ids.nextToken() : id;
		synchronized (this) {
			forgetOld();
			if (this.byToken.size() >= this.maximum) {
				return null;
			}
			long end = this.nanoTime.getAsLong() + this.lifetime.toNanos();
			Negotiated negotiated = new Negotiated(id, token, scope, userId, stateful, end);
			this.byToken.put(token, negotiated);
			return negotiated;
		}
	}

	/**
	 * Takes a connection out of the table, if it belongs to the one who asks.
	 * @param token its token, which came as {@code id}
	 * @param scope hub of the client
	 * @param userId user of the client's token, or {@code null}
	 * @return the connection, or {@code null} when there is no such connection for this
	 * user
	 */
	public synchronized @Nullable Negotiated take(String token, HubScope scope, @Nullable String userId) {
		forgetOld();
		Negotiated negotiated = this.byToken.get(token);
		if (negotiated == null || !negotiated.belongsTo(scope, userId)) {
			return null;
		}
		this.byToken.remove(token);
		return negotiated;
	}

	/**
	 * Looks whether {@link #take} would find a connection.
	 * @param token its token, which came as {@code id}
	 * @param scope hub of the client
	 * @param userId user of the client's token, or {@code null}
	 * @return {@code true} unless somebody takes it meanwhile
	 */
	public synchronized boolean isWaiting(String token, HubScope scope, @Nullable String userId) {
		forgetOld();
		Negotiated negotiated = this.byToken.get(token);
		return negotiated != null && negotiated.belongsTo(scope, userId);
	}

	/**
	 * Connections that wait.
	 * @return the number
	 */
	synchronized int size() {
		return this.byToken.size();
	}

	private void forgetOld() {
		long now = this.nanoTime.getAsLong();
		Iterator<Negotiated> eldestFirst = this.byToken.values().iterator();
		while (eldestFirst.hasNext() && eldestFirst.next().end() - now <= 0) {
			eldestFirst.remove();
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
