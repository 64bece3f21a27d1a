// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.simulated;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.signalrelay.benchmarks.load.Address;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.process.JvmProbe;
import io.github.signalrelay.benchmarks.process.ServerProcess;
import io.github.signalrelay.benchmarks.target.HubOptions;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * A server that works by its {@link Behaviour} and its clients' deeds.
 */
public final class SimulatedServer implements Target, ServerProcess, JvmProbe {

	private final String name;

	private final Address address;

	private final Dialect dialect;

	private final HubOptions options;

	private final Behaviour behaviour;

	private double cpuMicros;

	private int connections;

	private int memberships;

	private int groups;

	private int stalled;

	private boolean closed;

	SimulatedServer(String name, int port, Dialect dialect, HubOptions options, Behaviour behaviour) {
		this.name = name;
		this.address = Address.local(port, "/");
		this.dialect = dialect;
		this.options = options;
		this.behaviour = behaviour;
	}

	/** How it was started. */
	public HubOptions options() {
		return this.options;
	}

	/** Clients that are connected. */
	public int connections() {
		return this.connections;
	}

	/** Memberships of all clients in all groups. */
	public int memberships() {
		return this.memberships;
	}

	/** Most groups that clients have joined at once. */
	public int groups() {
		return this.groups;
	}

	/** Whether it was stopped. */
	public boolean isClosed() {
		return this.closed;
	}

	Behaviour behaviour() {
		return this.behaviour;
	}

	int stalled() {
		return this.stalled;
	}

	void stalled(int more) {
		this.stalled += more;
	}

	void passed(Duration time) {
		this.cpuMicros += this.behaviour.idleLoad.applyAsDouble(this) * time.toNanos() / 1e3;
	}

	void work(double times, ToDoubleFunction<SimulatedServer> micros) {
		this.cpuMicros += times * micros.applyAsDouble(this);
	}

	void connected(int clients) {
		work(clients, this.behaviour.connectMicros);
		this.connections += clients;
	}

	void disconnected(int clients, int left) {
		work(clients, this.behaviour.disconnectMicros);
		this.connections -= clients;
		this.memberships -= left;
	}

	void joined(int count, int ofGroups) {
		this.groups = Math.max(this.groups, ofGroups);
		work(count, this.behaviour.joinMicros);
		this.memberships += count;
	}

	void left(int count) {
		work(count, this.behaviour.joinMicros);
		this.memberships -= count;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Address address() {
		return this.address;
	}

	@Override
	public Dialect dialect() {
		return this.dialect;
	}

	@Override
	public ServerProcess measured() {
		return this;
	}

	@Override
	public List<ServerProcess> helpers() {
		return List.of();
	}

	@Override
	public long pid() {
		return 1;
	}

	@Override
	public Duration cpuTime() {
		return Duration.ofNanos((long) (this.cpuMicros * 1e3));
	}

	@Override
	public long residentBytes() {
		return (long) this.behaviour.resident.applyAsDouble(this);
	}

	@Override
	public JvmProbe probe() {
		return this;
	}

	@Override
	public long heapAfterGc() {
		return (long) this.behaviour.heap.applyAsDouble(this);
	}

	@Override
	public long allocatedBytes() {
		return 0;
	}

	@Override
	public long directBytes() {
		return (long) (this.stalled * this.behaviour.directOfStalled);
	}

	@Override
	public Duration longestPause() {
		return Duration.ZERO;
	}

	@Override
	public long leaks() {
		return this.behaviour.leaks;
	}

	@Override
	public void close() {
		this.closed = true;
	}

}
