// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.stream;

import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Items of an iterator that may block. Iterates on the executor while items are asked
 * for, and gives the thread back otherwise. Closes what it iterates over exactly once,
 * and never while it iterates. A cancel interrupts the thread that waits for an item.
 * <p>
 * The state is guarded by the monitor of this object, which is not held while the
 * application's code runs.
 */
final class IteratedItems implements ItemSource {

	private static final Logger logger = LoggerFactory.getLogger(IteratedItems.class);

	private final Supplier<? extends Iterator<?>> origin;

	private final AutoCloseable closeable;

	private final Executor executor;

	private @Nullable ItemReceiver receiver;

	private @Nullable Iterator<?> iterator;

	private long demand;

	/** Whether a task of the executor owns iterator and closeable, or will soon. */
	private boolean running;

	private boolean cancelled;

	private boolean ended;

	private @Nullable Thread worker;

	IteratedItems(Supplier<? extends Iterator<?>> origin, AutoCloseable closeable, Executor executor) {
		this.origin = origin;
		this.closeable = closeable;
		this.executor = executor;
	}

	@Override
	public void start(ItemReceiver newReceiver, int first) {
		synchronized (this) {
			this.receiver = newReceiver;
		}
		request(first);
	}

	@Override
	public void request(int count) {
		synchronized (this) {
			this.demand += count;
			if (this.running || this.ended || this.cancelled) {
				return;
			}
			this.running = true;
		}
		runLater();
	}

	@Override
	public void cancel() {
		synchronized (this) {
			if (this.cancelled || this.ended) {
				return;
			}
			this.cancelled = true;
			if (this.running) {
				if (this.worker != null && this.worker != Thread.currentThread()) {
					this.worker.interrupt();
				}
				return;
			}
			this.running = true;
		}
		runLater();
	}

	private void runLater() {
		try {
			this.executor.execute(this::run);
		}
		catch (RejectedExecutionException ex) { // the application stops
			end(ex);
		}
	}

	private void run() {
		enter();
		Throwable failure = null;
		try {
			if (!iterate()) {
				return; // the next task may be running already
			}
		}
		catch (Throwable ex) { // an Error of the application must end its stream, too
			failure = ex;
		}
		leave();
		end(failure);
	}

	/** Returns whether the stream is at its end; if not, iteration was let go of. */
	private boolean iterate() {
		for (Step step = nextStep(); step != Step.LET_GO; step = nextStep()) {
			if (step == Step.STOP || !iterator().hasNext()) {
				return true;
			}
			deliver(iterator().next());
		}
		return false;
	}

	private synchronized void enter() {
		this.worker = Thread.currentThread();
	}

	/** Takes back an interrupt that was meant for this stream, not for the thread. */
	private synchronized void leave() {
		this.worker = null;
		if (this.cancelled) {
			Thread.interrupted();
		}
	}

	private synchronized Step nextStep() {
		if (this.cancelled) {
			return Step.STOP;
		}
		if (this.demand == 0) {
			this.running = false;
			this.worker = null;
			return Step.LET_GO;
		}
		this.demand--;
		return Step.ITEM;
	}

	private Iterator<?> iterator() {
		Iterator<?> current = this.iterator;
		if (current == null) {
			current = this.origin.get();
			this.iterator = current;
		}
		return current;
	}

	private void deliver(@Nullable Object item) {
		ItemReceiver target = activeReceiver();
		if (target != null) {
			target.item(item);
		}
	}

	private synchronized @Nullable ItemReceiver activeReceiver() {
		return this.cancelled ? null : this.receiver;
	}

	private void end(@Nullable Throwable failure) {
		ItemReceiver target;
		synchronized (this) {
			if (this.ended) {
				return;
			}
			this.ended = true;
			target = this.cancelled ? null : this.receiver;
		}
		close();
		if (target == null) {
			return;
		}
		if (failure != null) {
			target.failed(failure);
		}
		else {
			target.completed();
		}
	}

	private void close() {
		try {
			this.closeable.close();
		}
		catch (Exception ex) { // the client has its items
			logger.warn("A stream that a hub method returned could not be closed", ex);
		}
	}

	private enum Step {

		ITEM, LET_GO, STOP

	}

}
