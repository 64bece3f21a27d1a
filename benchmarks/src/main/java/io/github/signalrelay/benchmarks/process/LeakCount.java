// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.util.concurrent.atomic.AtomicLong;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;

/**
 * Counts what Netty's leak detection reports, beside logging it. Safe for use by many
 * threads.
 */
final class LeakCount extends ResourceLeakDetectorFactory {

	private final AtomicLong reports = new AtomicLong();

	long reports() {
		return this.reports.get();
	}

	@Override
	@SuppressWarnings("deprecation") // Netty has no other method to be overridden
	public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval,
			long maxActive) {
		return new Counting<>(resource, samplingInterval);
	}

	/** Counts for one kind of resource. */
	private final class Counting<T> extends ResourceLeakDetector<T> {

		private Counting(Class<T> resource, int samplingInterval) {
			super(resource, samplingInterval);
		}

		@Override
		protected void reportTracedLeak(String resourceType, String records) {
			LeakCount.this.reports.incrementAndGet();
			super.reportTracedLeak(resourceType, records);
		}

		@Override
		protected void reportUntracedLeak(String resourceType) {
			LeakCount.this.reports.incrementAndGet();
			super.reportUntracedLeak(resourceType);
		}

	}

}
