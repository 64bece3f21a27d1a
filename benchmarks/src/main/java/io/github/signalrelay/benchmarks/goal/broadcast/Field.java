// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.broadcast;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Contender;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.load.Opening;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Transport;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * Rivals with their clients connected. A rival that cannot start or take its clients is
 * left out, and remembered with the reason. Used by one thread.
 */
final class Field implements AutoCloseable {

	private final Bench bench;

	private final Map<Rival, String> absent;

	private final Map<Rival, Population> populations = new EnumMap<>(Rival.class);

	private final Map<Rival, Target> targets = new EnumMap<>(Rival.class);

	Field(Bench bench, Map<Rival, String> absent) {
		this.bench = bench;
		this.absent = absent;
	}

	/**
	 * Connects clients of a rival.
	 * @param rival who
	 * @param connections number of clients
	 */
	void enter(Rival rival, int connections) {
		if (this.absent.containsKey(rival)) {
			return;
		}
		try {
			Optional<Target> target = this.bench.server(rival.kind());
			if (target.isEmpty()) {
				this.absent.put(rival, rival.label() + " cannot run on this machine");
				return;
			}
			this.targets.put(rival, target.get());
			this.populations.put(rival, this.bench.open(target.get(), rival.dialect(target.get().dialect()),
					Transport.WEB_SOCKETS, Opening.of(connections)));
		}
		catch (RuntimeException ex) {
			this.bench.say(rival.label() + " left out: " + ex);
			this.absent.put(rival, rival.label() + " did not start or take its clients: " + ex.getMessage());
		}
	}

	/**
	 * Those who are ready.
	 * @param load what they get to do
	 * @param peers whether those take part who are not core
	 * @return the contenders
	 */
	List<Contender> contenders(Load load, boolean peers) {
		List<Contender> contenders = new ArrayList<>();
		this.populations.forEach((rival, population) -> {
			Target target = this.targets.get(rival);
			if (target != null && (peers || rival.core())) {
				contenders.add(new Contender(rival.label(), target.measured(), population, load.traffic()));
			}
		});
		return contenders;
	}

	/** Stops servers that no other goal wants. */
	private void releasePeers() {
		for (ServerKind kind : List.of(ServerKind.STOMP, ServerKind.NETTY_SOCKET_IO, ServerKind.SOCKET_IO,
				ServerKind.WS, ServerKind.SEND_LOOP)) {
			this.bench.release(kind);
		}
	}

	@Override
	public void close() {
		this.populations.values().forEach(Population::close);
		this.populations.clear();
		releasePeers();
	}

}
