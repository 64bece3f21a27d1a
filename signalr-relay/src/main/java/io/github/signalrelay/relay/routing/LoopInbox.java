// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one queue through which all work of routing enters an event loop, whatever hub it
 * is for. What waits together is done in one turn of the loop, in the order it came from
 * each sender. Posting is safe on any thread.
 */
final class LoopInbox implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(LoopInbox.class);

	/** Tasks in one turn; after these, sockets of the loop get theirs. */
	private static final int TURN = 256;

	/**
	 * Longest turn, looked at between two tasks. What a turn writes is flushed behind it:
	 * multicasts to thousands would otherwise pile up a million writes in memory.
	 */
	private static final long TURN_NANOS = 50_000_000;

	private final EventLoop loop;

	private final Backlog backlog;

	private final LongSupplier nanoTime;

	private final Queue<LoopTask> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	LoopInbox(EventLoop loop, Backlog backlog, LongSupplier nanoTime) {
		this.loop = loop;
		this.backlog = backlog;
		this.nanoTime = nanoTime;
	}

	void post(LoopTask task) {
		this.backlog.add(task.weight());
		this.tasks.add(task);
		schedule();
	}

	private void schedule() {
		if (this.scheduled.compareAndSet(false, true)) {
			try {
				this.loop.execute(this);
			}
			catch (RejectedExecutionException ex) {
				this.scheduled.set(false);
				dropAll();
			}
		}
	}

	@Override
	public void run() {
		try {
			runTurn();
		}
		finally {
			// Also after an Error: the tasks behind the one that threw it are others'
			// matters
			this.scheduled.set(false);
			if (!this.tasks.isEmpty()) {
				schedule();
			}
		}
	}

	private void runTurn() {
		long start = this.nanoTime.getAsLong();
		for (int count = 0; count < TURN; count++) {
			LoopTask task = this.tasks.poll();
			if (task == null) {
				return;
			}
			takeFollowers(task);
			runOne(task);
			if (this.nanoTime.getAsLong() - start >= TURN_NANOS) {
				return;
			}
		}
	}

	private void takeFollowers(LoopTask task) {
		LoopTask next = this.tasks.peek();
		while (next != null && task.takes(next)) {
			this.tasks.poll();
			next = this.tasks.peek();
		}
	}

	private void runOne(LoopTask task) {
		try {
			if (this.tasks.isEmpty()) {
				task.runLast();
			}
			else {
				task.run();
			}
		}
		catch (RuntimeException ex) {
			logger.error("Routing on event loop failed", ex);
		}
		finally {
			this.backlog.remove(task.weight());
		}
	}

	private void dropAll() {
		@Nullable LoopTask task;
		while ((task = this.tasks.poll()) != null) {
			this.backlog.remove(task.weight());
			task.dropped();
		}
	}

}
