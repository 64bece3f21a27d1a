// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after another, in the order in which they came, on the thread that finds
 * the queue idle. Never blocks; tasks must not block either. A task that adds tasks does
 * not run them inside itself. State that is only touched by tasks needs no other lock.
 */
final class SerialQueue implements Executor {

	private static final Logger logger = LoggerFactory.getLogger(SerialQueue.class);

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waiting = new AtomicInteger();

	private final Runnable afterEach;

	SerialQueue() {
		this(() -> {
		});
	}

	/**
	 * Creates a queue.
	 * @param afterEach runs after each task, as a part of it
	 */
	SerialQueue(Runnable afterEach) {
		this.afterEach = afterEach;
	}

	@Override
	public void execute(Runnable task) {
		if (this.waiting.compareAndSet(0, 1)) {
			if (this.tasks.isEmpty()) { // nothing to stand in line behind
				run(task);
			}
			else {
				this.tasks.add(task);
				runNext();
			}
			drain();
			return;
		}
		this.tasks.add(task);
		if (this.waiting.getAndIncrement() == 0) {
			runNext();
			drain();
		}
	}

	/** Behind one task that has run. */
	private void drain() {
		while (this.waiting.decrementAndGet() > 0) {
			runNext();
		}
	}

	private void runNext() {
		Runnable task = this.tasks.poll();
		if (task != null) {
			run(task);
		}
	}

	private void run(Runnable task) {
		try {
			task.run();
			this.afterEach.run();
		}
		catch (RuntimeException | Error ex) { // the others' tasks must go on
			logger.error("A task of a client connection failed", ex);
		}
	}

}
