// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.simulated;

import java.time.Duration;

import org.HdrHistogram.Histogram;

import io.github.signalrelay.benchmarks.load.Interval;
import io.github.signalrelay.benchmarks.load.Outcome;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Run;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;

/**
 * Deliveries at the rate that the traffic asks for, or that the server can do.
 */
final class SimulatedRun implements Run {

	private final SimulatedServer server;

	private final double perSecond;

	private final double fanOut;

	private boolean stopped;

	private double all;

	private double sinceLast;

	private Duration wall = Duration.ZERO;

	SimulatedRun(SimulatedClock clock, SimulatedServer server, SimulatedClients clients, Traffic traffic) {
		this.server = server;
		this.fanOut = fanOut(traffic.scenario(), clients);
		this.perSecond = (traffic.pace() instanceof Pace.Rate rate) ? rate.perSecond() * this.fanOut
				: 1e6 / server.behaviour().deliveryMicros.applyAsDouble(server);
		clock.onPass(this::passed);
	}

	private static double fanOut(Scenario scenario, SimulatedClients clients) {
		if (scenario instanceof Scenario.Broadcast) {
			return clients.size();
		}
		return (scenario instanceof Scenario.SendToGroup) ? clients.members() : 1;
	}

	private void passed(Duration time) {
		if (!this.stopped) {
			double deliveries = this.perSecond * time.toNanos() / 1e9;
			this.server.work(deliveries, this.server.behaviour().deliveryMicros);
			this.all += deliveries;
			this.sinceLast += deliveries;
			this.wall = this.wall.plus(time);
		}
	}

	@Override
	public Interval interval() {
		Histogram latency = new Histogram(3);
		double millis = this.server.behaviour().latencyMillis.applyAsDouble(this.perSecond);
		latency.recordValue((long) (millis * 1e6
				* ((this.server.stalled() > 0) ? this.server.behaviour().latencyTimesWhenStalled : 1)));
		Interval interval = new Interval(this.wall, (long) (this.sinceLast / this.fanOut), (long) this.sinceLast,
				latency, Duration.ZERO);
		this.sinceLast = 0;
		this.wall = Duration.ZERO;
		return interval;
	}

	@Override
	public Outcome stop(Duration drain) {
		this.stopped = true;
		Behaviour behaviour = this.server.behaviour();
		return new Outcome((long) this.all, (long) this.all, (long) this.all - behaviour.lostByEachRun,
				behaviour.disorderedByEachRun);
	}

}
