// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.hostile;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.util.internal.PlatformDependent;
import org.awaitility.Awaitility;

/**
 * Memory that this JVM holds.
 *
 * @param heap used bytes of the heap
 * @param direct bytes of direct buffers
 */
public record Memory(long heap, long direct) {

	/**
	 * Collects garbage until no more goes away.
	 * @return what is left
	 */
	public static Memory settled() {
		AtomicLong last = new AtomicLong(Long.MAX_VALUE);
		Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(300)).until(() -> {
			System.gc();
			long now = heapNow();
			return last.getAndSet(now) - now < 200_000;
		});
		return new Memory(heapNow(), directNow());
	}

	private static long heapNow() {
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	/**
	 * Direct memory right now.
	 * @return bytes
	 */
	public static long directNow() {
		return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum() + PlatformDependent.usedDirectMemory();
	}

}
