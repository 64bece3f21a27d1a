// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.command;

import java.util.Locale;

import io.github.signalrelay.benchmarks.load.Interval;
import io.github.signalrelay.benchmarks.load.Outcome;
import io.github.signalrelay.benchmarks.report.Table;
import org.HdrHistogram.Histogram;

/**
 * What one load came to.
 *
 * @param senders clients that sent
 * @param seconds length of the measurement
 * @param sent messages sent in it
 * @param deliveries messages received in it
 * @param p50Millis latency that half of them stayed within
 * @param p90Millis latency that 90 % of them stayed within
 * @param p99Millis latency that 99 % of them stayed within
 * @param p999Millis latency that 99.9 % of them stayed within
 * @param maxMillis longest latency
 * @param generatorLoad part of a core that the generator used
 * @param lost deliveries of the whole run that never came
 * @param disordered deliveries of the whole run that came out of order
 */
record LoadRow(int senders, double seconds, long sent, long deliveries, double p50Millis, double p90Millis,
		double p99Millis, double p999Millis, double maxMillis, double generatorLoad, long lost, long disordered) {

	/**
	 * A load is carried while 99 % of messages stay below this, as with Azure's guide.
	 */
	static final double LIMIT_MILLIS = 1_000;

	private static final double MILLI = 1e6;

	static LoadRow of(int senders, Interval interval, Outcome outcome) {
		Histogram latency = interval.latency();
		return new LoadRow(senders, interval.wall().toNanos() / 1e9, interval.sent(), interval.deliveries(),
				latency.getValueAtPercentile(50) / MILLI, latency.getValueAtPercentile(90) / MILLI,
				latency.getValueAtPercentile(99) / MILLI, latency.getValueAtPercentile(99.9) / MILLI,
				latency.getMaxValue() / MILLI, interval.generatorLoad(), outcome.lost(), outcome.disordered());
	}

	/**
	 * Whether the load was carried: p99 below a second, and nothing lost.
	 * @return true if so
	 */
	boolean carried() {
		return this.deliveries > 0 && this.p99Millis < LIMIT_MILLIS && this.lost == 0;
	}

	static Table table() {
		return new Table("senders", "sent/s", "deliveries/s", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms",
				"generator", "lost", "disordered");
	}

	void addTo(Table table) {
		table.row(Integer.toString(this.senders), number(this.sent / this.seconds),
				number(this.deliveries / this.seconds), number(this.p50Millis), number(this.p90Millis),
				number(this.p99Millis), number(this.p999Millis), number(this.maxMillis),
				Math.round(this.generatorLoad * 100) + " %", Long.toString(this.lost), Long.toString(this.disordered));
	}

	private static String number(double number) {
		return String.format(Locale.ROOT, (number >= 100) ? "%,.0f" : "%.2f", number);
	}

}
