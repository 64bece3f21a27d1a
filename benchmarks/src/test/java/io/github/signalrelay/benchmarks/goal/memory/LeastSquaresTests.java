// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.memory;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class LeastSquaresTests {

	@Test
	void findsTheLineOnWhichPointsLie() {
		LeastSquares line = LeastSquares.of(List.of(point(2_000, 26e6), point(5_000, 35e6), point(15_000, 65e6)));
		assertThat(line.slope()).isCloseTo(3_000, within(1e-6));
		assertThat(line.intercept()).isCloseTo(20e6, within(1e-3));
		assertThat(line.at(10_000)).isCloseTo(50e6, within(1e-3));
	}

	@Test
	void balancesPointsBesideTheLine() {
		// by hand: means 2.5 and 4.75, sums of products 9.5 and of squares 5
		LeastSquares line = LeastSquares.of(List.of(point(1, 2), point(2, 4), point(3, 5), point(4, 8)));
		assertThat(line.slope()).isCloseTo(1.9, within(1e-9));
		assertThat(line.intercept()).isCloseTo(0, within(1e-9));
	}

	@Test
	void refusesPointsWithoutDirection() {
		assertThatIllegalArgumentException().isThrownBy(() -> LeastSquares.of(List.of(point(1, 2), point(1, 3))));
		assertThatIllegalArgumentException().isThrownBy(() -> LeastSquares.of(List.of()));
	}

	private static LeastSquares.Point point(double x, double y) {
		return new LeastSquares.Point(x, y);
	}

}
