// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.tests.history.HistoryReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients with automatic reconnect talk while service connections, app servers and the
 * relay are killed at random. {@code -Dsurefire.jvm.options=-Dsoak.duration=PT30M} lets
 * it go on for half an hour; {@code -Dfaults.seed=} repeats the faults of a run.
 */
class SoakIntegrationTests {

	private static final Logger logger = LoggerFactory.getLogger(SoakIntegrationTests.class);

	/** For each build; the last fault may end later. */
	private static final Duration DURATION = Duration.parse(System.getProperty("soak.duration", "PT15S"));

	private final long seed = Long.getLong("faults.seed", System.nanoTime());

	@Test
	void everybodyIsConnectedAtTheEndAndNothingIsLostUnexplained() throws Exception {
		logger.warn("-Dfaults.seed={} for {}", this.seed, DURATION);
		try (SoakSite site = SoakSite.start(this.seed)) {
			Crowd crowd = site.crowd();
			crowd.start();
			RandomFaults faults = new RandomFaults(site, this.seed);
			long begin = System.nanoTime();
			do {
				faults.next();
			}
			while (!faults.hadEachOnce() || System.nanoTime() - begin < DURATION.toNanos());
			faults.heal();
			crowd.awaitReady();
			crowd.talkOn(crowd.talkers().size());
			HistoryReport report = Aftermath.of(site.relay(), crowd);
			assertThat(report.violations()).isEmpty();
			assertThat(report.failures()).isEmpty();
			assertThat(report.closes().keySet()).as("each end was seen").noneMatch((end) -> end.contains("silence"));
			Aftermath.assertForgotten(site.relay(), crowd);
			Figures.report("Soak" + (DURATION.toMinutes() > 0 ? " " + DURATION.toMinutes() + " min" : ""),
					"0 violations, all connected, indexes empty", faults.counts() + "; " + report.summary());
		}
	}

}
