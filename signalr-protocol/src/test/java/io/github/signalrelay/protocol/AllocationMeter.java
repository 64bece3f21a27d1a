// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/**
 * Counts what the present thread allocates.
 */
public final class AllocationMeter {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private AllocationMeter() {
	}

	/**
	 * Runs an action.
	 * @param action the action
	 * @return bytes that it allocated on the heap
	 */
	public static long measure(Runnable action) {
		long thread = Thread.currentThread().getId();
		long before = THREADS.getThreadAllocatedBytes(thread);
		action.run();
		return THREADS.getThreadAllocatedBytes(thread) - before;
	}

}
