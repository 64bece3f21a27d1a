// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.signalrelay.benchmarks.load.Address;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.process.JvmOptions;
import io.github.signalrelay.benchmarks.process.Launch;
import io.github.signalrelay.benchmarks.process.LaunchedServer;
import io.github.signalrelay.benchmarks.process.Placement;
import io.github.signalrelay.benchmarks.process.ServerLauncher;
import io.github.signalrelay.benchmarks.target.reference.LeanServer;

/**
 * Starts servers on this machine. Safe for use by many threads.
 */
public final class LocalTargets implements Targets {

	private static final int ONE_LOOP = 1;

	private final ServerLauncher launcher;

	private final JvmOptions options;

	private final Certificate certificate;

	private final SignalRTargets ours;

	private final PeerTargets peers;

	private final NativeTargets natives;

	/**
	 * Creates the targets.
	 * @param placement cores for servers and for their helpers
	 * @param results folder for logs and for the certificate of this run
	 * @param options flags of all JVMs
	 */
	public LocalTargets(Placement placement, Path results, JvmOptions options) {
		this.launcher = new ServerLauncher(placement, results.resolve("logs"));
		this.options = options;
		this.certificate = Certificate.in(results);
		this.ours = new SignalRTargets(this.launcher, options, this.certificate);
		this.peers = new PeerTargets(this.launcher, options);
		this.natives = new NativeTargets(this.launcher, results);
	}

	@Override
	public Target relay(HubOptions setUp) {
		return this.ours.relay(setUp);
	}

	@Override
	public Target embedded(HubOptions setUp) {
		return this.ours.embedded(setUp);
	}

	@Override
	public Target lean(boolean tls) {
		List<String> arguments = new ArrayList<>(List.of(Integer.toString(ONE_LOOP)));
		Map<String, String> environment = new HashMap<>(this.options.environment());
		if (tls) {
			arguments.add(this.certificate.keyStore().toString());
			environment.put(LeanServer.PASSWORD, this.certificate.password());
		}
		LaunchedServer server = this.launcher
			.start(new Launch("lean", true, this.options.withoutSpring().command(LeanServer.class, arguments),
					environment, true, Launch.LISTENING));
		Address address = new Address("127.0.0.1", server.port(), "/", tls);
		return new RunningTarget("lean", address, Dialect.PLAIN, server, List.of());
	}

	@Override
	public Optional<Target> sendLoop() {
		return this.natives.sendLoop();
	}

	@Override
	public Optional<Target> bun() {
		return this.natives.bun();
	}

	@Override
	public Target webFlux() {
		return this.peers.webFlux();
	}

	@Override
	public Target stomp() {
		return this.peers.stomp();
	}

	@Override
	public Target nettySocketIo() {
		return this.peers.nettySocketIo();
	}

	@Override
	public Optional<Target> socketIo() {
		return this.natives.socketIo();
	}

	@Override
	public Optional<Target> ws() {
		return this.natives.ws();
	}

}
