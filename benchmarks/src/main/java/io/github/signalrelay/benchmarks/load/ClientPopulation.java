// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.benchmarks.load.client.Client;
import io.github.signalrelay.benchmarks.load.client.ClientOwner;
import io.github.signalrelay.benchmarks.load.client.ClientSettings;
import io.github.signalrelay.benchmarks.load.client.GeneratorLoop;
import io.github.signalrelay.benchmarks.load.client.HttpPool;
import io.github.signalrelay.benchmarks.load.dialect.Wire;
import io.github.signalrelay.benchmarks.load.scenario.ActiveRun;
import io.github.signalrelay.benchmarks.load.scenario.Crowd;

/**
 * Clients of one server. Its methods hand their work to the generator's event loop, which
 * owns all fields that are not final or volatile.
 */
final class ClientPopulation implements Population, ClientOwner {

	private static final Duration PAUSE = Duration.ofSeconds(10);

	/** Clients that end in one turn of the loop: less than a millisecond of it. */
	private static final int SLICE = 32;

	private final GeneratorLoop loop;

	private final Wire wire;

	private final HttpPool requests;

	private final List<Client> clients = new ArrayList<>();

	private final Crowd crowd;

	private final Ramp ramp;

	private final Upkeep upkeep;

	private final CompletableFuture<Void> over = new CompletableFuture<>();

	private volatile Duration openedIn = Duration.ZERO;

	private volatile int connected;

	private volatile int lost;

	private volatile int stalledAndClosed;

	/** Whether all clients were told to end. */
	private boolean ended;

	private @Nullable ActiveRun run;

	private @Nullable Calls calls;

	ClientPopulation(GeneratorLoop loop, int base, Address address, Dialect dialect, Transport transport,
			Opening opening) {
		this.loop = loop;
		this.wire = Wire.of(dialect);
		this.requests = new HttpPool(loop);
		ClientSettings settings = new ClientSettings(loop, address, dialect, this.wire, transport, opening.users(),
				this, this.requests);
		for (int index = 0; index < opening.connections(); index++) {
			this.clients.add(settings.client(index));
		}
		this.crowd = new Crowd(this.clients, base);
		this.ramp = new Ramp(loop, opening, this.clients);
		this.upkeep = new Upkeep(loop, this.clients, this.wire, this::run);
	}

	private @Nullable ActiveRun run() {
		return this.run;
	}

	void open() {
		this.loop.eventLoop().execute(this.ramp::proceed);
		this.openedIn = Waiting.on(this.ramp.done(), this.ramp::progress);
		Waiting.on(this.upkeep.begin(), () -> "waiting until a message to all reaches all");
		onLoop(() -> {
			this.requests.retire();
			return true;
		});
	}

	boolean isOver() {
		return this.over.isDone();
	}

	@Override
	public int size() {
		return this.connected;
	}

	@Override
	public Duration openedIn() {
		return this.openedIn;
	}

	@Override
	public void join(GroupPlan plan) {
		call("joining groups", plan.perConnection(),
				new GroupCall(this.wire, "join", plan, this.crowd.members()::joined));
	}

	@Override
	public void leave(GroupPlan plan) {
		call("leaving groups", plan.perConnection(),
				new GroupCall(this.wire, "leave", plan, this.crowd.members()::left));
	}

	private void call(String what, int rounds, Calls.Kind kind) {
		List<Client> callers = onLoop(() -> this.clients.stream().filter(Client::isListening).toList());
		Calls all = new Calls(what, callers, rounds, kind);
		this.loop.eventLoop().execute(() -> {
			this.calls = all;
			all.proceed();
		});
		Waiting.on(all.done(), all::progress);
	}

	private void learnConnectionIds() {
		boolean known = onLoop(() -> this.clients.stream()
			.filter(Client::isListening)
			.allMatch((client) -> client.connectionId() != null));
		if (!known) {
			call("asking for connection ids", 1, new ConnectionIdCall(this.wire));
		}
	}

	@Override
	public void stall(int connections) {
		quietly(() -> {
			for (int index = this.clients.size() - connections; index < this.clients.size(); index++) {
				Client client = this.clients.get(index);
				if (client.isListening()) {
					this.crowd.silent(client);
					client.stall();
				}
			}
		});
	}

	/** Does something while nothing is under way, or not longer than the pause. */
	private void quietly(Runnable work) {
		ActiveRun active = onLoop(() -> {
			if (this.run != null) {
				this.run.pause();
			}
			return new Paused(this.run);
		}).run();
		if (active != null) {
			Waiting.on(this.upkeep.complete(active, PAUSE), () -> "waiting for what is under way");
		}
		onLoop(() -> {
			work.run();
			if (active != null) {
				active.resume();
			}
			return true;
		});
	}

	@Override
	public int stalledAndClosed() {
		return this.stalledAndClosed;
	}

	@Override
	public int lostConnections() {
		return this.lost;
	}

	@Override
	public Run start(Traffic traffic) {
		if (traffic.payloadBytes() < 32) {
			throw new IllegalArgumentException("A payload has 32 bytes at least, not " + traffic.payloadBytes());
		}
		if (traffic.scenario().senders() < 1 || traffic.scenario().senders() > this.clients.size()) {
			throw new IllegalArgumentException(
					traffic.scenario().senders() + " senders among " + this.clients.size() + " clients");
		}
		if (traffic.scenario() instanceof Scenario.SendToConnection) {
			learnConnectionIds();
		}
		return onLoop(() -> {
			if (this.run != null) {
				throw new IllegalStateException("There is a run already");
			}
			ActiveRun active = ActiveRun.of(this.loop, this.crowd, traffic, this.wire);
			this.run = active;
			active.begin();
			return new LoopRun(active);
		});
	}

	@Override
	public void cut() {
		end(Client::cut);
	}

	@Override
	public void close() {
		end(Client::leave);
	}

	private void end(Consumer<Client> way) {
		this.loop.eventLoop().execute(() -> {
			this.upkeep.stop();
			this.requests.retire();
			this.run = null;
			end(way, 0);
		});
		Waiting.on(this.over, () -> "closing, " + this.connected + " still connected");
	}

	/**
	 * A slice at a time: what other clients of this loop send and get meanwhile would
	 * wait for the whole. Only what is scheduled lets the loop look at its sockets
	 * before.
	 */
	private void end(Consumer<Client> way, int from) {
		int to = Math.min(this.clients.size(), from + SLICE);
		this.clients.subList(from, to).forEach(way);
		if (to < this.clients.size()) {
			this.loop.eventLoop().schedule(() -> end(way, to), 0, TimeUnit.NANOSECONDS);
		}
		else {
			this.ended = true;
			checkOver();
		}
	}

	private void checkOver() {
		if (this.connected == 0) {
			this.over.complete(null);
		}
	}

	@Override
	public void ready(Client client) {
		this.connected = this.connected + 1;
		this.crowd.arrived();
		this.ramp.ready();
	}

	@Override
	public void gone(Client client, String reason) {
		if (!client.isReady()) {
			this.ramp.failed(reason);
			return;
		}
		this.connected = this.connected - 1;
		if (client.isStalled()) {
			this.stalledAndClosed = this.stalledAndClosed + (client.isLeaving() ? 0 : 1);
		}
		else if (client.isListening()) {
			this.lost = this.lost + 1;
			this.crowd.silent(client);
			this.upkeep.lost(reason);
		}
		if (this.calls != null) {
			this.calls.gone(client, reason);
		}
		if (this.ended) {
			checkOver();
		}
	}

	@Override
	public int stamped(Client client, long due, int sender, int sequence) {
		ActiveRun active = this.run;
		return (active != null) ? active.stamped(client, due, sender, sequence) : 0;
	}

	@Override
	public void answered(Client client, String id, @Nullable String value, @Nullable String error) {
		if (this.calls != null) {
			this.calls.answered(client, id, value, error);
		}
	}

	@Override
	public void writable(Client client) {
		if (this.run != null) {
			this.run.writable(client);
		}
	}

	private <T> T onLoop(Supplier<T> work) {
		return Waiting.on(CompletableFuture.supplyAsync(work, this.loop.eventLoop()), () -> "the event loop is busy");
	}

	/** A run that is paused, if there is one. */
	private record Paused(@Nullable ActiveRun run) {
	}

	/** A run as its user sees it. */
	private final class LoopRun implements Run {

		private final ActiveRun active;

		private LoopRun(ActiveRun active) {
			this.active = active;
		}

		@Override
		public Interval interval() {
			return onLoop(this.active::interval);
		}

		@Override
		public Outcome stop(Duration drain) {
			onLoop(() -> {
				this.active.pause();
				return true;
			});
			Waiting.on(ClientPopulation.this.upkeep.complete(this.active, drain),
					() -> "waiting for what is under way");
			return onLoop(() -> {
				if (ClientPopulation.this.run == this.active) {
					ClientPopulation.this.run = null;
				}
				return this.active.outcome();
			});
		}

	}

}
