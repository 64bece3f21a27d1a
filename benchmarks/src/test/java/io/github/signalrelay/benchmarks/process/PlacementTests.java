// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.util.BitSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PlacementTests {

	@Test
	void readsAndWritesLists() {
		assertThat(Placement.list(Placement.parse("0,2-4,7"))).isEqualTo("0,2,3,4,7");
		assertThat(Placement.list(Placement.parse("0"))).isEqualTo("0");
	}

	@Test
	void placesBothSidesOnThisMachine() {
		Placement placement = Placement.ofThisMachine();
		assertThat(placement.measured().cardinality()).isEqualTo(1);
		assertThat(placement.others().isEmpty()).isFalse();
		if (Runtime.getRuntime().availableProcessors() > 1) {
			assertThat(placement.others().intersects(placement.measured())).isFalse();
		}
	}

	@Test
	void nobodyRunsNowhere() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Placement(new BitSet(), Placement.parse("1")));
	}

	@Test
	void keepsItsCores() {
		BitSet cores = Placement.parse("0");
		Placement placement = new Placement(cores, cores);
		cores.set(1);
		placement.measured().set(2);
		assertThat(Placement.list(placement.measured())).isEqualTo("0");
	}

}
