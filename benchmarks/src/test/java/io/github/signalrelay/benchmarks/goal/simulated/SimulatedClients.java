// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.simulated;

import java.time.Duration;

import io.github.signalrelay.benchmarks.load.GroupPlan;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Run;
import io.github.signalrelay.benchmarks.load.Traffic;

/**
 * Clients of a {@link SimulatedServer}, which do at once what they are told.
 */
final class SimulatedClients implements Population {

	private static final Duration OPENED_IN = Duration.ofSeconds(2);

	private final SimulatedClock clock;

	private final SimulatedServer server;

	private final int count;

	private int memberships;

	private GroupPlan plan = new GroupPlan(1, 0);

	private int stalled;

	private long stalledAt;

	private boolean gone;

	SimulatedClients(SimulatedClock clock, SimulatedServer server, int count) {
		this.clock = clock;
		this.server = server;
		this.count = count;
		server.connected(count);
	}

	@Override
	public int size() {
		return this.count;
	}

	@Override
	public Duration openedIn() {
		return OPENED_IN;
	}

	@Override
	public void join(GroupPlan joined) {
		this.plan = joined;
		this.memberships += this.count * joined.perConnection();
		this.server.joined(this.count * joined.perConnection(), joined.groups());
	}

	@Override
	public void leave(GroupPlan left) {
		this.memberships -= this.count * left.perConnection();
		this.server.left(this.count * left.perConnection());
	}

	/** Members of each group that was joined last. */
	double members() {
		return (double) this.count * this.plan.perConnection() / this.plan.groups();
	}

	@Override
	public void stall(int connections) {
		this.stalled = connections;
		this.stalledAt = this.clock.nanos();
		this.server.stalled(connections);
	}

	@Override
	public int stalledAndClosed() {
		double waited = (this.clock.nanos() - this.stalledAt) / 1e9;
		return (waited >= this.server.behaviour().stalledSeconds) ? this.stalled : 0;
	}

	@Override
	public Run start(Traffic traffic) {
		return new SimulatedRun(this.clock, this.server, this, traffic);
	}

	@Override
	public int lostConnections() {
		return 0;
	}

	@Override
	public void cut() {
		close();
	}

	@Override
	public void close() {
		if (!this.gone) {
			this.gone = true;
			this.server.disconnected(this.count, this.memberships);
			this.server.stalled(-this.stalled);
		}
	}

}
