// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.invocation;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Runs calls on the application's executor. What the end of a call begins, which is the
 * next call of the same client, runs behind it on the same thread: a client that has sent
 * many calls needs a thread handed over for the first of them only. After a while it
 * stands in line again, so that it keeps no thread from the others. Any thread may use
 * it.
 */
final class SuccessiveCalls implements Executor {

	/** Calls of one client in line behind which others get their turn. */
	private static final int MAX_CALLS = 64;

	/** Nanoseconds after which others get their turn. */
	private static final long MAX_NANOS = 1_000_000;

	private final Executor executor;

	private final LongSupplier nanoTime;

	@SuppressWarnings("ThreadLocalUsage") // a turn of one hub is none of another
	private final ThreadLocal<Turn> current = new ThreadLocal<>();

	/**
	 * Creates an executor that runs calls one behind the other where it can.
	 * @param executor runs the first of them
	 */
	SuccessiveCalls(Executor executor) {
		this(executor, System::nanoTime);
	}

	SuccessiveCalls(Executor executor, LongSupplier nanoTime) {
		this.executor = executor;
		this.nanoTime = nanoTime;
	}

	@Override
	public void execute(Runnable task) {
		Turn turn = this.current.get();
		if (turn == null || !turn.take(task)) {
			this.executor.execute(new Turn(task));
		}
	}

	/**
	 * Ends a call. To be the last thing that the call does on this thread: only then may
	 * the next one wait for it.
	 * @param end tells of the end, and so may execute the next call
	 */
	void end(Runnable end) {
		Turn turn = this.current.get();
		if (turn == null) {
			end.run();
			return;
		}
		turn.ending = true;
		try {
			end.run();
		}
		finally {
			turn.ending = false;
		}
	}

	/** What one thread does for one client. Owned by that thread once it has begun. */
	private final class Turn implements Runnable {

		private @Nullable Runnable next;

		private boolean ending;

		private int calls;

		private long began;

		Turn(Runnable first) {
			this.next = first;
		}

		boolean take(Runnable task) {
			if (!this.ending || this.next != null || this.calls >= MAX_CALLS
					|| SuccessiveCalls.this.nanoTime.getAsLong() - this.began > MAX_NANOS) {
				return false;
			}
			this.next = task;
			return true;
		}

		/** Behind an Error of the executor's own making; else there is nothing left. */
		private void handOn() {
			Runnable left = this.next;
			if (left != null) {
				this.next = null;
				SuccessiveCalls.this.executor.execute(new Turn(left));
			}
		}

		@Override
		public void run() {
			Turn outer = SuccessiveCalls.this.current.get(); // an executor may run at
																// once
			SuccessiveCalls.this.current.set(this);
			this.began = SuccessiveCalls.this.nanoTime.getAsLong();
			try {
				for (Runnable task = this.next; task != null; task = this.next) {
					this.next = null;
					this.calls++;
					task.run();
				}
			}
			finally {
				if (outer != null) {
					SuccessiveCalls.this.current.set(outer);
				}
				else {
					SuccessiveCalls.this.current.remove();
				}
				handOn();
			}
		}

	}

}
