// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What hubs have called on one client. Guarded by its own monitor.
 */
final class ReceivedInvocations {

	private final List<ReceivedInvocation> all = new ArrayList<>();

	/** Those that {@link #next} has handed out, by place in the list. */
	private final Set<Integer> taken = new HashSet<>();

	private boolean closed;

	synchronized void add(ReceivedInvocation invocation) {
		this.all.add(invocation);
		notifyAll();
	}

	/** Nothing will be added: nobody needs to wait any longer. */
	synchronized void close() {
		this.closed = true;
		notifyAll();
	}

	synchronized List<ReceivedInvocation> snapshot(Predicate<ReceivedInvocation> which) {
		return this.all.stream().filter(which).toList();
	}

	/**
	 * The first call of a method that was not taken yet. Waits for it.
	 * @throws AssertionError if it does not come
	 */
	synchronized ReceivedInvocation next(String target, Duration limit) {
		long end = System.nanoTime() + limit.toNanos();
		ReceivedInvocation found = take(target);
		while (found == null) {
			long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
			if (left <= 0 || this.closed) {
				throw new AssertionError("The client received no further call of '" + target + "' "
						+ (this.closed ? "before its connection ended" : "within " + limit) + ". It received: "
						+ this.all);
			}
			Waiting.on(this, left);
			found = take(target);
		}
		return found;
	}

	private @Nullable ReceivedInvocation take(String target) {
		for (int index = 0; index < this.all.size(); index++) {
			ReceivedInvocation invocation = this.all.get(index);
			if (invocation.target().equals(target) && this.taken.add(index)) {
				return invocation;
			}
		}
		return null;
	}

}
