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
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.internal.PlatformDependent;

/**
 * What this JVM knows of itself.
 */
final class JvmSelf {

	/** Pauses that the probe itself causes do not count. */
	private static final String ON_REQUEST = "System.gc()";

	/**
	 * The first one puts things into reference queues, which are garbage then. And the
	 * serial collector leaves garbage of up to 5 % of the heap where it is unless it is
	 * the fourth full collection in a row.
	 */
	private static final int COLLECTIONS = 4;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final AtomicLong longestPause = new AtomicLong();

	private final LeakCount leaks = new LeakCount();

	/** Begins to note pauses and leaks: before Netty makes its first buffer. */
	void watch() {
		ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(this.leaks);
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
			case COMPILED -> ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
			case LEAKS -> this.leaks.reports();
			case LONGEST_PAUSE -> this.longestPause.getAndSet(0);
		};
	}

	private long heapAfterGc() {
		for (int collection = 0; collection < COLLECTIONS; collection++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private long allocated() {
		long[] bytes = this.threads.getThreadAllocatedBytes(this.threads.getAllThreadIds());
		return LongStream.of(bytes).filter((count) -> count > 0).sum();
	}

}
