// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FindingTests {

	@Test
	void spreadIsThatOfWhatIsFinite() {
		assertThat(Spread.of(List.of(3.0, 1.0, Double.NaN, 2.0))).isEqualTo(new Spread(2, 1, 3, 3));
		assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
		assertThat(Spread.of(List.of()).count()).isZero();
		assertThat(Spread.of(List.of(4.0, 5.0, 6.0)).relative()).isEqualTo(0.4);
	}

	@Test
	void boundsHoldAtTheLimit() {
		assertThat(Bound.atLeast(0.95).holds(0.95)).isTrue();
		assertThat(Bound.atLeast(0.95).holds(0.9499)).isFalse();
		assertThat(Bound.atMost(1.1).holds(1.1)).isTrue();
		assertThat(Bound.atMost(1.1).holds(Double.NaN)).isFalse();
		assertThat(Bound.atLeast(0.95)).hasToString("≥ 0.95");
		assertThat(Bound.atMost(32)).hasToString("≤ 32");
	}

	@Test
	void efficiencyIsTheMedianOfPairwiseRatios() {
		// 10 : 8, 10 : 10, 10 : 5 microseconds; the ratio of the medians would be 0.8
		Series ours = series("relay", 8, 10, 16);
		Series reference = series("L", 10, 10, 8);
		Finding finding = Finding.efficiency("P1", "broadcast", Bound.atLeast(0.95), ours, reference);
		assertThat(finding.figure().median()).isCloseTo(1, within(1e-9));
		assertThat(finding.figure().min()).isCloseTo(0.5, within(1e-9));
		assertThat(finding.figure().max()).isCloseTo(1.25, within(1e-9));
		assertThat(finding.verdict()).isEqualTo(Verdict.MET);
		assertThat(finding.sides()).extracting(Side::server).containsExactly("relay", "L");
		assertThat(finding.sides().get(0).cpuMicros()).isCloseTo(10, within(1e-9));
	}

	@Test
	void aRoundThatOnlyOneHasIsLeftOut() {
		Finding finding = Finding.efficiency("P1", "broadcast", Bound.atLeast(2), series("relay", 5, 5, 5),
				series("L", 10, 9));
		assertThat(finding.figure().count()).isEqualTo(2);
		assertThat(finding.verdict()).isEqualTo(Verdict.MISSED);
	}

	@Test
	void nothingDeliveredIsNotMeasured() {
		Finding finding = Finding.efficiency("P1", "broadcast", Bound.atLeast(0.95), series("relay"), series("L", 10));
		assertThat(finding.verdict()).isEqualTo(Verdict.NOT_MEASURED);
		assertThat(finding.remarks()).anyMatch((remark) -> remark.contains("nothing was delivered"));
	}

	@Test
	void ratiosOfOursThatLostMessagesAreMissed() {
		Series lossy = new Series("relay", List.of(sample(5, 1, 0, 0.5)));
		Finding finding = Finding.efficiency("P1", "broadcast", Bound.atLeast(0.95), lossy, series("L", 10));
		assertThat(finding.verdict()).isEqualTo(Verdict.MISSED);
		assertThat(finding.remarks()).containsExactly("relay: 1 deliveries lost");
	}

	@Test
	void doubtsOfAReferenceAreTold() {
		Series doubtful = new Series("L", List.of(sample(10, 0, 3, 0.97)));
		Finding finding = Finding.efficiency("P1", "broadcast", Bound.atLeast(0.95), series("relay", 5), doubtful);
		assertThat(finding.verdict()).isEqualTo(Verdict.MET);
		assertThat(finding.remarks()).containsExactly("L: 3 deliveries out of order", "L: generator at 97 % of a core");
	}

	static Series series(String name, double... micros) {
		return new Series(name, Arrays.stream(micros).mapToObj((each) -> sample(each, 0, 0, 0.5)).toList());
	}

	private static Sample sample(double micros, long lost, long disordered, double load) {
		return new Sample(Duration.ofNanos((long) (micros * 1_000 * 1_000)), Duration.ofSeconds(1), 1, 1_000, 1_000_000,
				2_000_000, load, lost, disordered, 0);
	}

}
