// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.target.HubOptions;
import io.github.signalrelay.benchmarks.target.Target;
import io.github.signalrelay.benchmarks.target.Targets;

/**
 * A bench whose servers are simulated: relays, embedded ones, and everybody else.
 */
public final class Simulation implements Targets {

	/** What relays are like. */
	public final Behaviour relay = new Behaviour();

	/** What embedded relays are like. */
	public final Behaviour embedded = new Behaviour();

	/** What servers of others are like. */
	public final Behaviour others = new Behaviour();

	private final SimulatedClock clock = new SimulatedClock();

	private final List<SimulatedServer> started = new ArrayList<>();

	/** The clock by which the simulation goes, in nanoseconds. */
	public LongSupplier nanos() {
		return this.clock::nanos;
	}

	/**
	 * Measures a goal.
	 * @param goal the goal
	 * @param edition how thoroughly
	 * @return its findings
	 */
	public List<Finding> measure(Goal goal, Edition edition) {
		try (Bench bench = new Bench(this,
				(address, dialect, transport, opening) -> new SimulatedClients(this.clock,
						this.started.get(address.port() - 1), opening.connections()),
				edition, Set.of(goal.id()), (line) -> {
				}, this.clock)) {
			return goal.measure(bench);
		}
	}

	/**
	 * All servers that were started.
	 * @return the servers
	 */
	public List<SimulatedServer> started() {
		return List.copyOf(this.started);
	}

	/** Goals start servers side by side. */
	private synchronized SimulatedServer start(String name, Dialect dialect, HubOptions options, Behaviour behaviour) {
		SimulatedServer server = new SimulatedServer(name, this.started.size() + 1, dialect, options, behaviour);
		this.started.add(server);
		this.clock.onPass(server::passed);
		return server;
	}

	private SimulatedServer other(String name, Dialect dialect) {
		return start(name, dialect, HubOptions.DEFAULT, this.others);
	}

	@Override
	public Target relay(HubOptions options) {
		return start("relay", Dialect.SIGNALR_JSON, options, this.relay);
	}

	@Override
	public Target embedded(HubOptions options) {
		return start("embedded", Dialect.SIGNALR_JSON, options, this.embedded);
	}

	@Override
	public Target lean(boolean tls) {
		return other("lean", Dialect.PLAIN);
	}

	@Override
	public Optional<Target> sendLoop() {
		return Optional.empty();
	}

	@Override
	public Optional<Target> bun() {
		return Optional.empty();
	}

	@Override
	public Target webFlux() {
		return other("webflux", Dialect.PLAIN);
	}

	@Override
	public Target stomp() {
		return other("stomp", Dialect.STOMP);
	}

	@Override
	public Target nettySocketIo() {
		return other("netty-socketio", Dialect.SOCKET_IO);
	}

	@Override
	public Optional<Target> socketIo() {
		return Optional.of(other("socket.io", Dialect.SOCKET_IO));
	}

	@Override
	public Optional<Target> ws() {
		return Optional.empty();
	}

}
