// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.load.Opening;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Transport;
import io.github.signalrelay.benchmarks.sizing.UnitCost;
import io.github.signalrelay.benchmarks.target.Target;
import io.github.signalrelay.benchmarks.target.Targets;

/**
 * What goals measure with. Keeps servers that several goals use, and what goals have to
 * say beside their findings. Used by one thread.
 */
public final class Bench implements AutoCloseable {

	/** Clients until a server has compiled most of what it takes to connect one. */
	private static final int COLD_CLIENTS = 1_000;

	private final Targets targets;

	private final Clients clients;

	private final Edition edition;

	private final Set<String> goals;

	private final Consumer<String> progress;

	private final Waiting waiting;

	private final Map<ServerKind, Optional<Target>> servers = new EnumMap<>(ServerKind.class);

	/** How many clients each server has had. */
	private final Map<Target, Integer> visitors = new WeakHashMap<>();

	private final Map<Class<?>, Object> shared = new HashMap<>();

	private final Map<UnitCost, Double> costs = new EnumMap<>(UnitCost.class);

	private final List<Noise> noise = new ArrayList<>();

	private final List<Chart> charts = new ArrayList<>();

	/**
	 * Makes a bench.
	 * @param targets who starts servers
	 * @param clients who connects clients
	 * @param edition how thoroughly to measure
	 * @param goals ids of the goals that will be measured
	 * @param progress hears in a line what happens
	 * @param waiting how to wait
	 */
	public Bench(Targets targets, Clients clients, Edition edition, Set<String> goals, Consumer<String> progress,
			Waiting waiting) {
		this.targets = targets;
		this.clients = clients;
		this.edition = edition;
		this.goals = Set.copyOf(goals);
		this.progress = progress;
		this.waiting = waiting;
	}

	/**
	 * Starts servers that a goal needs for itself; it closes them too.
	 * @return who starts them
	 */
	public Targets targets() {
		return this.targets;
	}

	/**
	 * How thoroughly to measure.
	 * @return the edition
	 */
	public Edition edition() {
		return this.edition;
	}

	/**
	 * Whether a goal is among those that will be measured, for measurements that several
	 * goals share.
	 * @param goal id of the goal
	 * @return true if it is
	 */
	public boolean wants(String goal) {
		return this.goals.contains(goal);
	}

	/**
	 * A server that goals share: started at the first call, stopped with the bench or by
	 * {@link #release}. Its hub has no clients but those of the caller.
	 * @param kind which
	 * @return the server, or empty where its kind cannot run on this machine
	 */
	public Optional<Target> server(ServerKind kind) {
		return this.servers.computeIfAbsent(kind, (missing) -> {
			say("starting " + missing);
			return missing.start(this.targets);
		});
	}

	/**
	 * Starts servers that goals share side by side, those that run already excepted. One
	 * that fails is tried again by {@link #server}, which tells why.
	 * @param kinds which
	 */
	public void prepare(Collection<ServerKind> kinds) {
		List<ServerKind> missing = kinds.stream().distinct().filter((kind) -> !this.servers.containsKey(kind)).toList();
		if (missing.isEmpty()) {
			return;
		}
		say("starting " + missing);
		List<SideBySide.Result<Optional<Target>>> results = SideBySide
			.run(missing.stream().<Supplier<Optional<Target>>>map((kind) -> () -> kind.start(this.targets)).toList());
		for (int index = 0; index < missing.size(); index++) {
			if (results.get(index) instanceof SideBySide.Result.Done<Optional<Target>> done) {
				this.servers.put(missing.get(index), done.value());
			}
		}
	}

	/**
	 * Starts servers that a goal needs for itself side by side.
	 * @param opened gets them to close
	 * @param servers starts each, on another thread
	 * @return the servers in the same order
	 */
	public List<Target> start(Closing opened, List<Supplier<Target>> servers) {
		List<Target> started = new ArrayList<>();
		RuntimeException failure = null;
		for (SideBySide.Result<Target> result : SideBySide.run(servers)) {
			if (result instanceof SideBySide.Result.Done<Target> done) {
				started.add(opened.add(done.value()));
			}
			else if (result instanceof SideBySide.Result.Failed<Target> failed) {
				failure = failed.cause();
			}
		}
		if (failure != null) {
			throw failure;
		}
		return started;
	}

	/**
	 * Stops a server that goals share; the next call of {@link #server} starts another.
	 * @param kind which
	 */
	public void release(ServerKind kind) {
		Optional<Target> server = this.servers.remove(kind);
		if (server != null) {
			server.ifPresent(Target::close);
		}
	}

	/**
	 * Connects clients to a server over WebSockets in its own dialect; their caller
	 * closes them.
	 * @param target the server
	 * @param connections number of clients
	 * @return the clients
	 */
	public Population open(Target target, int connections) {
		return open(target, target.dialect(), Transport.WEB_SOCKETS, Opening.of(connections));
	}

	/**
	 * Connects clients to a server; their caller closes them. For the first thousand the
	 * server has all cores: it is about to compile what they need, which nobody measures.
	 * @param target the server
	 * @param dialect what they speak
	 * @param transport how they are connected
	 * @param opening how many, how fast
	 * @return the clients
	 */
	public Population open(Target target, Dialect dialect, Transport transport, Opening opening) {
		Supplier<Population> open = () -> this.clients.open(target.address(), dialect, transport, opening);
		int before = this.visitors.merge(target, opening.connections(), Integer::sum) - opening.connections();
		return (before < COLD_CLIENTS) ? target.measured().onAllCores(open) : open.get();
	}

	/**
	 * Lets servers take turns in the edition's windows.
	 * @param contenders two or more
	 * @return their series, by name
	 */
	public Map<String, Series> alternate(List<Contender> contenders) {
		return alternate(contenders, this.edition.windows());
	}

	/**
	 * Lets servers take turns.
	 * @param contenders two or more
	 * @param windows rounds and lengths
	 * @return their series, by name
	 */
	public Map<String, Series> alternate(List<Contender> contenders, Windows windows) {
		say("alternating " + contenders.stream().map(Contender::name).toList() + ", " + contenders.get(0).traffic());
		return new Alternation(windows, this.waiting, this.progress).run(contenders);
	}

	/**
	 * How goals wait.
	 * @return a way to pause
	 */
	public Waiting waiting() {
		return this.waiting;
	}

	/**
	 * A measurement that several goals read: made at the first call.
	 * @param type its type
	 * @param measurement makes it
	 * @return what was measured
	 * @param <T> its type
	 */
	public <T> T once(Class<T> type, Supplier<T> measurement) {
		Object known = this.shared.get(type);
		if (known == null) {
			known = measurement.get();
			this.shared.put(type, known);
		}
		return type.cast(known);
	}

	/**
	 * Tells how steady the machine was.
	 * @param found the noise
	 */
	public void add(Noise found) {
		this.noise.add(found);
	}

	/**
	 * Has something plotted.
	 * @param chart what
	 */
	public void add(Chart chart) {
		this.charts.add(chart);
	}

	/**
	 * Tells what a piece of work costs, for the sizing sheet.
	 * @param unit which
	 * @param value the figure; one that is not finite is left out
	 */
	public void cost(UnitCost unit, double value) {
		if (Double.isFinite(value)) {
			this.costs.put(unit, value);
		}
	}

	/**
	 * Tells the operator in a line what happens.
	 * @param line the line
	 */
	public void say(String line) {
		this.progress.accept(line);
	}

	/**
	 * What was told of the machine.
	 * @return the noise, in the order told
	 */
	public List<Noise> noise() {
		return List.copyOf(this.noise);
	}

	/**
	 * What is to be plotted.
	 * @return the charts, in the order told
	 */
	public List<Chart> charts() {
		return List.copyOf(this.charts);
	}

	/**
	 * What pieces of work cost, as far as told.
	 * @return the costs
	 */
	public Map<UnitCost, Double> costs() {
		return Map.copyOf(this.costs);
	}

	/**
	 * Stops all servers that goals share.
	 */
	@Override
	public void close() {
		List.copyOf(this.servers.keySet()).forEach(this::release);
	}

}
