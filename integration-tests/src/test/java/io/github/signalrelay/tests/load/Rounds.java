// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages to everybody, one after another: the next is sent when the last one has
 * reached all readers. Rounds are run by one thread; readers report from theirs.
 */
final class Rounds {

	private static final long LIMIT_SECONDS = 60;

	private static final double[] PERCENTILES = { 0.5, 0.99 };

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final String ballast;

	private int next;

	private volatile Timer timer;

	private volatile long sentAt;

	private volatile CountDownLatch missing = new CountDownLatch(0);

	/**
	 * Makes rounds of messages of one size.
	 * @param size characters of a message, about
	 */
	Rounds(int size) {
		this.ballast = "x".repeat(size);
		measure("warm-up");
	}

	/**
	 * Starts to measure anew.
	 * @param phase name of what is measured from now on
	 */
	void measure(String phase) {
		this.timer = Timer.builder(phase)
			.publishPercentiles(PERCENTILES)
			.distributionStatisticExpiry(Duration.ofMinutes(30))
			.register(this.registry);
	}

	/** One reader has got the message of this round. */
	void received(int number) {
		this.timer.record(System.nanoTime() - this.sentAt, TimeUnit.NANOSECONDS);
		this.missing.countDown();
	}

	/**
	 * Sends one message and waits until all readers have it.
	 * @param readers the readers
	 */
	void run(List<Reader> readers) throws InterruptedException {
		CountDownLatch latch = new CountDownLatch(readers.size());
		this.missing = latch;
		this.sentAt = System.nanoTime();
		readers.get(this.next % readers.size()).sendToAll(this.next, this.ballast);
		this.next++;
		assertThat(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)).as("message %d reached everybody", this.next - 1)
			.isTrue();
	}

	/**
	 * Times from sending to receiving in a phase.
	 * @param phase name of the phase
	 * @return median and 99th percentile, in milliseconds
	 */
	Latency latency(String phase) {
		var values = this.registry.get(phase).timer().takeSnapshot().percentileValues();
		return new Latency(values[0].value(TimeUnit.MILLISECONDS), values[1].value(TimeUnit.MILLISECONDS));
	}

	/**
	 * Latency of a phase.
	 *
	 * @param median in milliseconds
	 * @param p99 in milliseconds
	 */
	record Latency(double median, double p99) {

	}

}
