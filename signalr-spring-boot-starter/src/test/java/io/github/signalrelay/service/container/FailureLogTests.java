// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureLogTests {

	private final FailureLog log = new FailureLog();

	@Test
	void oneReasonIsToldOnce() {
		assertThat(this.log.note("refused", 0)).isZero();
		for (int second = 0; second < 599; second++) {
			assertThat(this.log.note("refused", second * 1000L)).isEqualTo(-1);
		}
	}

	@Test
	void reminderTellsHowManyThereWere() {
		this.log.note("refused", 0);
		this.log.note("refused", 1000);
		this.log.note("refused", 2000);
		assertThat(this.log.note("refused", Duration.ofMinutes(10).toMillis())).isEqualTo(2);
		assertThat(this.log.note("refused", Duration.ofMinutes(11).toMillis())).isEqualTo(-1);
	}

	@Test
	void anotherReasonIsNews() {
		this.log.note("refused", 0);
		this.log.note("refused", 1);
		assertThat(this.log.note("status 401", 2)).isZero();
		assertThat(this.log.note("refused", 3)).isZero();
	}

	@Test
	void afterAQuietMinuteTheSameReasonIsNews() {
		this.log.note("refused", 0);
		this.log.succeeded(60_000);
		assertThat(this.log.note("refused", 60_001)).isZero();
	}

	@Test
	void connectionThatComesAndGoesIsNoNews() {
		this.log.note("closed", 0);
		this.log.succeeded(2000);
		assertThat(this.log.note("closed", 3000)).isEqualTo(-1);
	}

}
