// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.measure;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.benchmarks.load.Interval;

import static org.assertj.core.api.Assertions.assertThat;

class MeasureTests {

	@Test
	void stampsKeepWhatTheyBear() {
		byte[] target = new byte[Stamp.LENGTH + 2];
		Stamp.write(target, 1, -2, 0xABCD, Integer.MIN_VALUE);
		assertThat(Stamp.isAt(target, 1)).isTrue();
		assertThat(Stamp.due(target, 1)).isEqualTo(-2);
		assertThat(Stamp.sender(target, 1)).isEqualTo(0xABCD);
		assertThat(Stamp.sequence(target, 1)).isEqualTo(Integer.MIN_VALUE);
		for (int index = 2; index < 1 + Stamp.LENGTH; index++) {
			byte digit = target[index];
			target[index] = 'g';
			assertThat(Stamp.isAt(target, 1)).as("digit %s", index).isFalse();
			target[index] = digit;
		}
	}

	@Test
	void orderIsThatOfEachSender() {
		ArrivalOrder order = new ArrivalOrder(2);
		order.arrived(0, 0, 1);
		order.arrived(0, 1, 1);
		order.arrived(1, 0, 0);
		order.arrived(0, 0, 2);
		assertThat(order.disordered()).isZero();
		order.arrived(0, 0, 2);
		order.arrived(0, 1, 0);
		assertThat(order.disordered()).isEqualTo(2);
	}

	@Test
	void intervalsFollowEachOther() {
		Meter meter = new Meter();
		meter.sent();
		meter.delivered(1000);
		meter.delivered(TimeUnit.HOURS.toNanos(2));
		Interval first = meter.interval();
		meter.sent();
		Interval second = meter.interval();
		assertThat(first.sent()).isEqualTo(1);
		assertThat(first.deliveries()).isEqualTo(2);
		assertThat(first.latency().getTotalCount()).isEqualTo(2);
		assertThat(first.latency().getMinValue()).isEqualTo(1000);
		assertThat(second.sent()).isEqualTo(1);
		assertThat(second.deliveries()).isZero();
		assertThat(second.latency().getTotalCount()).isZero();
		assertThat(meter.allSent()).isEqualTo(2);
		assertThat(meter.allDeliveries()).isEqualTo(2);
	}

}
