// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Delay between attempts to reconnect, shared by all service connections of one hub and
 * endpoint (service protocol reference, 6.2): one of them at a time probes, the others
 * wait. The first probe runs at once; each holds its place for the next delay of 1, 2, 4
 * … 60 seconds with jitter, also when it failed early. After a success the waiting ones
 * connect right away.
 * <p>
 * State is guarded by the monitor of this object; attempts run outside of it.
 */
final class ReconnectBackOff {

	private static final int LONGEST_DELAY_SECONDS = 60;

	private final Scheduler scheduler;

	private final IntSupplier jitterMillis;

	private final Queue<Runnable> waiting = new ArrayDeque<>();

	private int probes;

	private @Nullable Disposable placeHolder;

	private boolean stopped;

	/**
	 * Creates a back-off.
	 * @param scheduler tells the time
	 * @param jitterMillis gives 0 to 999 ms for each delay
	 */
	ReconnectBackOff(Scheduler scheduler, IntSupplier jitterMillis) {
		this.scheduler = scheduler;
		this.jitterMillis = jitterMillis;
	}

	/**
	 * Runs an attempt when its turn comes.
	 * @param attempt starts to connect; must not block
	 */
	void retry(Runnable attempt) {
		synchronized (this) {
			if (this.stopped) {
				return;
			}
			this.waiting.add(attempt);
			if (this.placeHolder != null) {
				return;
			}
		}
		probe();
	}

	/**
	 * As {@link #retry}, but never at once: for a connection that ended right after its
	 * start, which would otherwise be repeated without a pause.
	 * @param attempt starts to connect; must not block
	 */
	void retryLater(Runnable attempt) {
		synchronized (this) {
			if (this.stopped) {
				return;
			}
			this.waiting.add(attempt);
			if (this.placeHolder == null) {
				this.placeHolder = holdPlace();
			}
		}
	}

	/** An attempt succeeded: all that wait run now. */
	void succeeded() {
		List<Runnable> released;
		synchronized (this) {
			this.probes = 0;
			if (this.placeHolder == null) {
				return;
			}
			if (this.waiting.isEmpty()) {
				this.placeHolder.dispose();
				this.placeHolder = null;
				return;
			}
			released = new ArrayList<>(this.waiting);
			this.waiting.clear();
		}
		released.forEach(Runnable::run);
	}

	/** Forgets all that wait; nothing runs afterwards. */
	synchronized void stop() {
		this.stopped = true;
		this.waiting.clear();
		if (this.placeHolder != null) {
			this.placeHolder.dispose();
		}
	}

	private void probe() {
		Runnable next;
		synchronized (this) {
			next = this.waiting.poll();
			this.placeHolder = (next == null || this.stopped) ? null : holdPlace();
			if (this.stopped) {
				return;
			}
		}
		if (next != null) {
			next.run();
		}
	}

	private Disposable holdPlace() {
		int seconds = (this.probes < 6) ? 1 << this.probes : LONGEST_DELAY_SECONDS;
		this.probes++;
		return this.scheduler.schedule(this::probe, seconds * 1000L + this.jitterMillis.getAsInt(),
				TimeUnit.MILLISECONDS);
	}

}
