// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HandshakeRateTests {

	private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1_000); // wraps

	private final HandshakeRate rate = new HandshakeRate(10, this.time::get);

	private int take() {
		int taken = 0;
		while (this.rate.tryTake()) {
			taken++;
		}
		return taken;
	}

	@Test
	void lastsForASecondAtOnce() {
		assertThat(take()).isEqualTo(10);
	}

	@Test
	void comesBackEvenly() {
		take();
		this.time.addAndGet(100_000_001);
		assertThat(take()).isEqualTo(1);
		this.time.addAndGet(500_000_001);
		assertThat(take()).isEqualTo(5);
	}

	@Test
	void doesNotPileUp() {
		this.time.addAndGet(60_000_000_000L);
		assertThat(take()).isEqualTo(10);
	}

}
