// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.signalrelay.benchmarks.load.Address;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.process.JvmOptions;
import io.github.signalrelay.benchmarks.process.LaunchedServer;
import io.github.signalrelay.benchmarks.process.ServerLauncher;
import io.github.signalrelay.benchmarks.process.ServerProcess;
import io.github.signalrelay.benchmarks.target.hub.BenchApplication;
import io.github.signalrelay.relay.app.SignalRelayApplication;

/**
 * Starts our own servers. What would refuse the clients of a benchmark is set higher:
 * number of clients, of those that have negotiated, and of handshakes in a second.
 * Everything else is as a user gets it.
 */
final class SignalRTargets {

	private static final String HUB = "/bench";

	private static final int MANY = 1_000_000;

	private final ServerLauncher launcher;

	private final JvmOptions options;

	private final Certificate certificate;

	SignalRTargets(ServerLauncher launcher, JvmOptions options, Certificate certificate) {
		this.launcher = launcher;
		this.options = options;
		this.certificate = certificate;
	}

	Target embedded(HubOptions setUp) {
		SpringProgram program = limits(SpringProgram.hub(BenchApplication.class), setUp);
		if (setUp.tls()) {
			program.with(this.certificate.serverProperties()).secret(this.certificate.environment());
		}
		LaunchedServer server = this.launcher.start(program.launch("embedded", true, ofMeasured(setUp)));
		return target("embedded", setUp, server, server, List.of());
	}

	Target relay(HubOptions setUp) {
		String key = Secrets.next();
		int port = freePort();
		LaunchedServer relay = this.launcher
			.begin(relayProgram(setUp, key).at(port).launch("relay", true, ofMeasured(setUp)));
		List<LaunchedServer> appServers = new ArrayList<>();
		try {
			String scheme = setUp.tls() ? "https" : "http";
			String connection = "Endpoint=" + scheme + "://127.0.0.1:" + port + ";AccessKey=" + key + ";Version=1.0;";
			for (int i = 0; i < setUp.appServers(); i++) {
				SpringProgram program = appServerProgram(setUp, connection);
				appServers.add(this.launcher.begin(program.launch("app-server-" + i, false, this.options)));
			}
			// On cores of their own they start side by side; app servers try again
			relay.awaitReady();
			appServers.forEach(LaunchedServer::awaitReady);
			return target("relay", setUp, relay, appServers.get(0), appServers);
		}
		catch (RuntimeException ex) {
			appServers.forEach(ServerProcess::close);
			relay.close();
			throw ex;
		}
	}

	/** Free now; on a machine that measures nobody else is likely to want it next. */
	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("There is no free port", ex);
		}
	}

	private SpringProgram relayProgram(HubOptions setUp, String key) {
		SpringProgram program = limits(SpringProgram.relay(SignalRelayApplication.class), setUp)
			.secret(Map.of("SIGNALR_RELAY_ACCESSKEYS", key));
		if (setUp.tls()) {
			program.with(this.certificate.serverProperties()).secret(this.certificate.environment());
		}
		return program;
	}

	private SpringProgram appServerProgram(HubOptions setUp, String connection) {
		SpringProgram program = SpringProgram.hub(BenchApplication.class)
			.with("azure.signalr.initial-hub-server-connection-count", setUp.serverConnections())
			.secret(Map.of("AZURE_SIGNALR_CONNECTIONSTRING", connection, BenchApplication.AWAITED_CONNECTIONS,
					Integer.toString(setUp.serverConnections())));
		if (setUp.tls()) {
			program.with(this.certificate.appServerProperties()).secret(this.certificate.environment());
		}
		return program;
	}

	private static SpringProgram limits(SpringProgram program, HubOptions setUp) {
		program.with("signalr.relay.limits.client-connections", MANY)
			.with("signalr.relay.limits.negotiated-connections", MANY)
			.with("signalr.relay.limits.handshakes-per-second", MANY);
		if (setUp.sendTimeoutSeconds() > 0) {
			program.with("signalr.relay.timeouts.send", setUp.sendTimeoutSeconds() + "s");
		}
		return program;
	}

	/** Relays work on the event loops of Reactor Netty. */
	private JvmOptions ofMeasured(HubOptions setUp) {
		JvmOptions own = this.options.and(setUp.flags().toArray(String[]::new));
		return (setUp.loops() > 0) ? own.and("-Dreactor.netty.ioWorkerCount=" + setUp.loops()) : own;
	}

	private static Target target(String name, HubOptions setUp, LaunchedServer measured, LaunchedServer entrance,
			List<? extends ServerProcess> helpers) {
		Address address = new Address("127.0.0.1", entrance.port(), HUB, setUp.tls());
		return new RunningTarget(name, address, Dialect.SIGNALR_JSON, measured, List.copyOf(helpers));
	}

}
