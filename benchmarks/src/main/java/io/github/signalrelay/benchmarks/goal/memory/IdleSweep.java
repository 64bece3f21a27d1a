// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.load.GroupPlan;
import io.github.signalrelay.benchmarks.load.Opening;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Transport;
import io.github.signalrelay.benchmarks.process.JvmProbe;
import io.github.signalrelay.benchmarks.process.ServerProcess;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * Opens more and more idle connections and weighs the server at each number. Each number
 * is opened from nothing, so that users and groups are as many as it asks for: one user
 * for each connection of a SignalR server, two groups for each connection, ten members in
 * each group.
 *
 * @param bench who opens connections
 * @param sizes numbers of connections, ascending
 */
record IdleSweep(Bench bench, List<Integer> sizes) {

	private static final int GROUPS_PER_CONNECTION = 2;

	private static final int MEMBERS_PER_GROUP = 10;

	/** Clients from which on a JVM's own memory for code grows little. */
	private static final int WARM_UP = 1_000;

	private static final Duration REST = Duration.ofSeconds(1);

	/**
	 * Weighs a server.
	 * @param target the server, without clients
	 * @return what it weighed
	 */
	Weights weigh(Target target) {
		bench.open(target, WARM_UP).close();
		List<Weight> weights = new ArrayList<>();
		for (int size : sizes) {
			try (Population idle = open(target, size)) {
				bench.waiting().pause(REST);
				weights.add(weight(target, size));
			}
		}
		return new Weights(target.name(), weights);
	}

	private Population open(Target target, int size) {
		Population population = bench.open(target, target.dialect(), Transport.WEB_SOCKETS,
				new Opening(size, Integer.MAX_VALUE, 100, signalR(target)));
		if (signalR(target)) {
			population.join(new GroupPlan(size * GROUPS_PER_CONNECTION / MEMBERS_PER_GROUP, GROUPS_PER_CONNECTION));
		}
		return population;
	}

	private Weight weight(Target target, int size) {
		ServerProcess server = target.measured();
		Optional<JvmProbe> probe = probe(server);
		long heap = probe.map(JvmProbe::heapAfterGc).orElse(0L);
		long direct = probe.map(JvmProbe::directBytes).orElse(0L);
		long resident = server.residentBytes();
		bench.say(String.format(Locale.ROOT,
				"%s with %d idle connections: heap %.1f MiB, direct %.1f MiB, resident %.1f MiB", target.name(), size,
				mebi(heap), mebi(direct), mebi(resident)));
		return new Weight(size, heap, direct, resident);
	}

	private static Optional<JvmProbe> probe(ServerProcess server) {
		try {
			return Optional.of(server.probe());
		}
		catch (UnsupportedOperationException ex) { // not a JVM
			return Optional.empty();
		}
	}

	private static double mebi(long bytes) {
		return bytes / 1024.0 / 1024.0;
	}

	private static boolean signalR(Target target) {
		return target.dialect() == Dialect.SIGNALR_JSON || target.dialect() == Dialect.SIGNALR_MESSAGEPACK;
	}

}
