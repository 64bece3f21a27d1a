// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.deflate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InflationBudgetTests {

	private static final long SECOND = 1_000_000_000L;

	private final InflationBudget budget = new InflationBudget(1000, 5 * SECOND);

	@Test
	void burstMayComeOutOfNothing() {
		assertThat(this.budget.spend(1000)).isTrue();
		assertThat(this.budget.spend(1)).isFalse();
	}

	@Test
	void whatIsReceivedAllowsForMoreButIsNotSaved() {
		this.budget.spend(1000);
		this.budget.received(2);
		assertThat(this.budget.spend(2 * InflationBudget.RATIO)).isTrue();
		this.budget.received(1_000_000);
		assertThat(this.budget.spend(1000)).isTrue();
		assertThat(this.budget.spend(1)).isFalse();
	}

	@Test
	void timeFillsItInASecond() {
		this.budget.spend(1000);
		this.budget.fill(5 * SECOND + SECOND / 4);
		assertThat(this.budget.spend(250)).isTrue();
		this.budget.fill(100 * SECOND);
		assertThat(this.budget.spend(1000)).isTrue();
		assertThat(this.budget.spend(1)).isFalse();
	}

}
