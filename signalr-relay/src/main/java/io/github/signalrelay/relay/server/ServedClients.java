// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The clients given to one server connection: how many there are, whether more may come
 * and whether those that came may stay (service protocol reference, 6.7). Safe for use by
 * many threads.
 */
public final class ServedClients {

	private final BooleanSupplier takesAny;

	private final BooleanSupplier open;

	/** Tells the app server that no client is left and none will come. */
	private final Runnable finished;

	private final AtomicInteger count = new AtomicInteger();

	/** Whether the app server waits to hear that no client is left. */
	private final AtomicBoolean answerOwed = new AtomicBoolean();

	/** Whether the relay itself gives the connection no further clients. */
	private volatile boolean retired;

	/** Whether the app server asked to be given no further clients. */
	private volatile boolean draining;

	/** Whether the app server asked for its clients to be taken away at once. */
	private volatile boolean releasing;

	ServedClients(BooleanSupplier takesAny, BooleanSupplier open, Runnable finished) {
		this.takesAny = takesAny;
		this.open = open;
		this.finished = finished;
	}

	/**
	 * Number of clients.
	 * @return the number
	 */
	public int count() {
		return this.count.get();
	}

	/**
	 * Whether a client may be given to this connection. Weak connections carry messages
	 * towards clients, never clients (reference, 2.4).
	 * @return {@code true} when it may
	 */
	public boolean mayCome() {
		return this.takesAny.getAsBoolean() && this.open.getAsBoolean() && !this.draining && !this.retired;
	}

	/**
	 * Whether clients that were given to this connection can stay on it.
	 * @return {@code false} when it has ended or its app server wants them off
	 */
	public boolean mayStay() {
		return this.open.getAsBoolean() && !this.releasing;
	}

	/**
	 * Counts a client in, unless the connection takes none.
	 * @return whether the client was counted; {@link #release} is then owed
	 */
	public boolean acquire() {
		// Counted before the look: whoever ends the connection now will see the client
		this.count.incrementAndGet();
		if (mayCome()) {
			return true;
		}
		release();
		return false;
	}

	/** Counts a client out. */
	public void release() {
		if (this.count.decrementAndGet() == 0) {
			finish();
		}
	}

	/** Each word of the app server is answered once. */
	private void finish() {
		if (this.answerOwed.compareAndSet(true, false)) {
			this.finished.run();
		}
	}

	/** From now on no clients are given to the connection; the others stay for now. */
	public void retire() {
		this.retired = true;
	}

	/**
	 * Whether the relay takes the connection out of use.
	 * @return {@code true} after {@link #retire}
	 */
	public boolean isRetired() {
		return this.retired;
	}

	/** The app server wants no further clients on the connection. */
	void drain() {
		this.draining = true;
		this.answerOwed.set(true);
	}

	/** Whether the app server has announced the end of the connection. */
	boolean isDraining() {
		return this.draining;
	}

	/** The app server wants its clients off the connection. */
	void giveAway() {
		this.releasing = true;
		drain();
	}

	/** Answers an app server that asks again, or had no clients when it asked. */
	void finishIfNoneIsLeft() {
		if (this.count.get() == 0) {
			finish();
		}
	}

}
