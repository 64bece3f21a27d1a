// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.load.LoadGenerator;
import io.github.signalrelay.benchmarks.load.Opening;
import io.github.signalrelay.benchmarks.load.Outcome;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Run;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.load.Transport;
import io.github.signalrelay.benchmarks.process.JvmOptions;
import io.github.signalrelay.benchmarks.process.Placement;
import io.github.signalrelay.benchmarks.process.ServerProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every server starts, answers clients of the load generator, can be measured, and is
 * gone when it is closed. All start at once, on any core and without the compiler that
 * makes them fast: they live for seconds.
 */
class LocalTargetsTests {

	private static final JvmOptions SMALL = new JvmOptions(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));

	private static final int CLIENTS = 3;

	@TempDir
	static Path results;

	private static final Map<Server, CompletableFuture<Optional<Target>>> started = new EnumMap<>(Server.class);

	private static LoadGenerator generator;

	private static ExecutorService starters;

	@BeforeAll
	static void start() {
		BitSet all = new BitSet();
		all.set(0, Runtime.getRuntime().availableProcessors());
		LocalTargets targets = new LocalTargets(new Placement(all, all), results, SMALL);
		starters = Executors.newFixedThreadPool(Server.values().length);
		for (Server server : Server.values()) {
			started.put(server, CompletableFuture.supplyAsync(() -> server.start.apply(targets), starters));
		}
		generator = new LoadGenerator();
	}

	@AfterAll
	static void stop() throws InterruptedException {
		generator.close();
		started.values().forEach((starting) -> starting.handle((target, failure) -> {
			if (target != null) {
				target.ifPresent(Target::close); // those whose test has failed
			}
			return null;
		}).join());
		starters.shutdown();
		assertThat(starters.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void servesClientsAndEnds(Server server) {
		Target target = started.get(server).join().orElseGet(() -> missing(server));
		try (target) {
			serves(target, target.dialect());
			if (target.dialect() == Dialect.SIGNALR_JSON) {
				serves(target, Dialect.SIGNALR_MESSAGEPACK);
			}
			measurable(target.measured(), server.jvm);
			target.helpers().forEach((helper) -> measurable(helper, true));
		}
		assertThat(ProcessHandle.of(target.measured().pid())).isEmpty();
		assertThat(target.helpers()).allSatisfy((helper) -> assertThat(ProcessHandle.of(helper.pid())).isEmpty());
	}

	private static Target missing(Server server) {
		String what = server + " is not on this machine; its log line says what to install";
		if ("true".equals(System.getenv("CI"))) {
			return Assertions.fail(what);
		}
		return Assumptions.abort(what);
	}

	private static void serves(Target target, Dialect dialect) {
		try (Population clients = generator.open(target.address(), dialect, Transport.WEB_SOCKETS,
				Opening.of(CLIENTS))) {
			arrives(clients, new Scenario.Echo(CLIENTS), 64);
			arrives(clients, new Scenario.Broadcast(1), 2048);
			assertThat(clients.lostConnections()).isZero();
		}
	}

	private static void arrives(Population clients, Scenario scenario, int bytes) {
		Run run = clients.start(new Traffic(scenario, bytes, new Pace.InFlight(8)));
		long deliveries = 0;
		while (deliveries < 100) {
			deliveries += run.interval().deliveries();
		}
		Outcome outcome = run.stop(Duration.ofSeconds(10));
		assertThat(outcome.lost()).isZero();
		assertThat(outcome.sent()).isPositive();
	}

	private static void measurable(ServerProcess process, boolean jvm) {
		assertThat(process.cpuTime()).isBetween(Duration.ZERO, Duration.ofMinutes(2));
		assertThat(process.residentBytes()).isBetween(500_000L, 2L << 30);
		if (jvm) {
			assertThat(process.probe().heapAfterGc()).isBetween(500_000L, 256L << 20);
			assertThat(process.probe().allocatedBytes()).isBetween(500_000L, 8L << 30);
			assertThat(process.probe().directBytes()).isBetween(0L, 256L << 20);
			assertThat(process.probe().longestPause()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
		}
		else {
			Assertions.assertThrows(UnsupportedOperationException.class, process::probe);
		}
	}

	/** What is started. */
	enum Server {

		RELAY(true, (targets) -> Optional.of(targets.relay(new HubOptions(1, 2, 2, true, 3)))),

		EMBEDDED(true, (targets) -> Optional.of(targets.embedded(HubOptions.DEFAULT))),

		LEAN(true, (targets) -> Optional.of(targets.lean(false))),

		LEAN_WITH_TLS(true, (targets) -> Optional.of(targets.lean(true))),

		SEND_LOOP(false, Targets::sendLoop),

		BUN(false, Targets::bun),

		WEB_FLUX(true, (targets) -> Optional.of(targets.webFlux())),

		STOMP(true, (targets) -> Optional.of(targets.stomp())),

		NETTY_SOCKET_IO(true, (targets) -> Optional.of(targets.nettySocketIo())),

		SOCKET_IO(false, Targets::socketIo),

		WS(false, Targets::ws);

		private final boolean jvm;

		private final Function<Targets, Optional<Target>> start;

		Server(boolean jvm, Function<Targets, Optional<Target>> start) {
			this.jvm = jvm;
			this.start = start;
		}

	}

}
