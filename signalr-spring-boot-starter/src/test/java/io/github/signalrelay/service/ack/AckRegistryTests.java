// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.ack;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import io.github.signalrelay.protocol.service.Ack;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of the service protocol reference, 3.5 and 6.1. */
class AckRegistryTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final AckRegistry acks = new AckRegistry(this.time);

	@Test
	void idsAreUniqueAndNotZero() {
		assertThat(this.acks.register().id()).isEqualTo(1);
		assertThat(this.acks.register().id()).isEqualTo(2);
	}

	@Test
	void okIsTrueAndNotFoundIsFalse() {
		assertThat(answered(1)).isCompletedWithValue(true);
		assertThat(answered(2)).isCompletedWithValue(false);
	}

	@Test
	void timeoutAndServerErrorAreTimeouts() {
		assertThat(answered(3)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(TimeoutException.class);
		assertThat(answered(4)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(TimeoutException.class);
	}

	@Test
	void anyOtherStatusIsAFailure() {
		assertThat(answered(5)).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(IOException.class);
		assertThat(answered(77)).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(IOException.class);
	}

	@Test
	void missingAnswerIsATimeoutAfterTenToThirteenSeconds() {
		var ack = this.acks.register();
		this.time.advanceTimeBy(Duration.ofMillis(9999));
		assertThat(ack.result()).isNotDone();
		this.time.advanceTimeBy(Duration.ofMillis(3001));
		assertThat(ack.result()).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(TimeoutException.class);
	}

	@Test
	void lateAnswerIsIgnored() {
		var ack = this.acks.register();
		this.time.advanceTimeBy(Duration.ofSeconds(13));
		this.acks.complete(new Ack(ack.id(), 1, "", null));
		assertThat(ack.result()).isCompletedExceptionally();
	}

	@Test
	void closeFailsWhatWaits() {
		var ack = this.acks.register();
		this.acks.close();
		assertThat(ack.result()).isCompletedExceptionally();
	}

	private CompletableFuture<Boolean> answered(int status) {
		var ack = this.acks.register();
		this.acks.complete(new Ack(ack.id(), status, "text", null));
		return ack.result();
	}

}
