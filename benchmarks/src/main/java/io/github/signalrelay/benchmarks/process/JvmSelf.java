// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.ThreadMXBean;
import io.netty.util.internal.PlatformDependent;

/**
 * What this JVM knows of itself.
 */
final class JvmSelf {

	/** Pauses that the probe itself causes do not count. */
	private static final String ON_REQUEST = "System.gc()";

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final AtomicLong longestPause = new AtomicLong();

	/** Begins to note pauses. */
	void watch() {
		for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
			((NotificationEmitter) collector).addNotificationListener((event, handback) -> collected(event), null,
					null);
		}
	}

	private void collected(Notification event) {
		if (event.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
			GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo
				.from((CompositeData) event.getUserData());
			if (!info.getGcCause().equals(ON_REQUEST)) {
				this.longestPause.accumulateAndGet(info.getGcInfo().getDuration(), Math::max);
			}
		}
	}

	long answer(JvmQuestion question) {
		return switch (question) {
			case HEAP_AFTER_GC -> heapAfterGc();
			case ALLOCATED -> allocated();
			case DIRECT -> Math.max(0, PlatformDependent.usedDirectMemory());
			case LONGEST_PAUSE -> this.longestPause.getAndSet(0);
		};
	}

	private long heapAfterGc() {
		System.gc();
		System.gc(); // what the first one has put into reference queues is garbage now
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private long allocated() {
		long[] bytes = this.threads.getThreadAllocatedBytes(this.threads.getAllThreadIds());
		return LongStream.of(bytes).filter((count) -> count > 0).sum();
	}

}
