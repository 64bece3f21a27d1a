// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.measure;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import org.HdrHistogram.Histogram;

import io.github.signalrelay.benchmarks.load.Interval;

/**
 * Counts and latencies of a run, interval by interval. Belongs to the generator's event
 * loop.
 */
public final class Meter {

	private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);

	private static final int DIGITS = 3;

	private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

	private Histogram latency = new Histogram(1, LONGEST, DIGITS);

	private long sent;

	private long deliveries;

	private long sentBefore;

	private long deliveriesBefore;

	private long began = System.nanoTime();

	private long cpuBefore = this.system.getProcessCpuTime();

	/** Notes a message that was sent. */
	public void sent() {
		this.sent++;
	}

	/**
	 * Notes a delivery.
	 * @param nanos time from when the message was due
	 */
	public void delivered(long nanos) {
		this.deliveries++;
		this.latency.recordValue(Math.max(0, Math.min(nanos, LONGEST)));
	}

	/**
	 * Messages sent since the start.
	 * @return the number
	 */
	public long allSent() {
		return this.sent;
	}

	/**
	 * Deliveries since the start.
	 * @return the number
	 */
	public long allDeliveries() {
		return this.deliveries;
	}

	/**
	 * Ends an interval and begins the next.
	 * @return what happened in it
	 */
	public Interval interval() {
		long now = System.nanoTime();
		long cpu = this.system.getProcessCpuTime();
		Interval interval = new Interval(Duration.ofNanos(now - this.began), this.sent - this.sentBefore,
				this.deliveries - this.deliveriesBefore, this.latency, Duration.ofNanos(cpu - this.cpuBefore));
		this.latency = new Histogram(1, LONGEST, DIGITS);
		this.sentBefore = this.sent;
		this.deliveriesBefore = this.deliveries;
		this.began = now;
		this.cpuBefore = cpu;
		return interval;
	}

}
