// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.claims;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.StoreClaims;
import io.github.signalrelay.protocol.token.ClaimNames;

/**
 * Claims of one hub's clients that do not fit into their tokens, by the ids that the
 * tokens name. They stay until their time is over, because clients come more than once
 * with the same token. A client may be here before its claims are, which take another
 * way; then it is told when they arrive, or that they did not.
 * <p>
 * Any thread may use it; everything is guarded by the monitor of this object, and waiting
 * clients are called outside of it.
 */
public final class StoredClaims {

	/** Longest that claims are kept, in seconds, whatever the app server says. */
	private static final int MAX_TTL = (int) TimeUnit.DAYS.toSeconds(1);

	/** How long a client waits at least; at most until the sweep behind it. */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

	private final ClaimsBudget budget;

	private final LongSupplier nanoTime;

	private final Map<String, Entry> entries = new HashMap<>();

	private final Map<String, List<Waiting>> waiting = new HashMap<>();

	/** No entry ends before this; most sweeps have nothing to look at. */
	private long nextEnd;

	/**
	 * Creates an empty store.
	 * @param budget room for all hubs
	 * @param nanoTime monotonic time in nanoseconds
	 */
	public StoredClaims(ClaimsBudget budget, LongSupplier nanoTime) {
		this.budget = budget;
		this.nanoTime = nanoTime;
		this.nextEnd = nanoTime.getAsLong();
	}

	/**
	 * Keeps what an app server has sent, in place of what had the same id, or drops it
	 * when there is no room.
	 * @param message the claims
	 */
	public void store(StoreClaims message) {
		if (message.ttl() < 1) {
			return;
		}
		long size = ClaimsBudget.sizeOf(message.id(), message.claims());
		if (!this.budget.take(size)) {
			return;
		}
		List<Claim> claims = longNamed(message.claims());
		List<Waiting> arrived;
		synchronized (this) {
			long end = this.nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(Math.min(message.ttl(), MAX_TTL));
			Entry former = this.entries.put(message.id(), new Entry(claims, size, end));
			if (former != null) {
				this.budget.giveBack(former.size());
			}
			if (this.entries.size() == 1 || end - this.nextEnd < 0) {
				this.nextEnd = end;
			}
			arrived = this.waiting.remove(message.id());
		}
		if (arrived != null) {
			arrived.forEach((client) -> client.waiter().arrived(claims));
		}
	}

	/** As app servers look them up, like those of tokens. */
	private static List<Claim> longNamed(List<Claim> claims) {
		return claims.stream().map((claim) -> new Claim(ClaimNames.longName(claim.type()), claim.value())).toList();
	}

	/**
	 * Claims by their id.
	 * @param id what the token of a client names
	 * @param waiter told later when they are not here: once, on any thread, and not under
	 * a lock
	 * @return the claims, or {@code null} when the client has to wait
	 */
	public synchronized @Nullable List<Claim> find(String id, Waiter waiter) {
		Entry entry = this.entries.get(id);
		long now = this.nanoTime.getAsLong();
		if (entry != null && now - entry.end() < 0) {
			return entry.claims();
		}
		this.waiting.computeIfAbsent(id, (absent) -> new ArrayList<>(1)).add(new Waiting(waiter, now));
		return null;
	}

	/**
	 * A client waits no more.
	 * @param id what its token names
	 * @param waiter what {@link #find} was given
	 */
	public synchronized void forget(String id, Waiter waiter) {
		this.waiting.computeIfPresent(id, (same, clients) -> {
			clients.removeIf((client) -> client.waiter() == waiter);
			return clients.isEmpty() ? null : clients;
		});
	}

	/**
	 * Ends what has to end. To be called about once a second.
	 */
	public void sweep() {
		List<Waiting> disappointed = new ArrayList<>();
		synchronized (this) {
			long now = this.nanoTime.getAsLong();
			sweepWaiting(now, disappointed);
			if (!this.entries.isEmpty() && now - this.nextEnd >= 0) {
				sweepEntries(now);
			}
		}
		disappointed.forEach((client) -> client.waiter().missing());
	}

	private void sweepWaiting(long now, List<Waiting> disappointed) {
		for (Iterator<List<Waiting>> all = this.waiting.values().iterator(); all.hasNext();) {
			List<Waiting> clients = all.next();
			clients.removeIf((client) -> now - client.since() >= PATIENCE && disappointed.add(client));
			if (clients.isEmpty()) {
				all.remove();
			}
		}
	}

	private void sweepEntries(long now) {
		long next = now + TimeUnit.SECONDS.toNanos(MAX_TTL);
		for (Iterator<Entry> all = this.entries.values().iterator(); all.hasNext();) {
			Entry entry = all.next();
			if (now - entry.end() >= 0) {
				all.remove();
				this.budget.giveBack(entry.size());
			}
			else if (entry.end() - next < 0) {
				next = entry.end();
			}
		}
		this.nextEnd = next;
	}

	/** Entries that are kept, for tests. */
	synchronized int size() {
		return this.entries.size();
	}

	/** A client that waits for its claims. */
	public interface Waiter {

		/**
		 * The claims are here.
		 * @param claims the claims in order
		 */
		void arrived(List<Claim> claims);

		/** The claims have not come in time. */
		void missing();

	}

	private record Entry(List<Claim> claims, long size, long end) {
	}

	private record Waiting(Waiter waiter, long since) {
	}

}
