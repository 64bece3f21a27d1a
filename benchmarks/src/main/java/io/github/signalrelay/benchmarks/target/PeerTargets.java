// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.util.List;

import io.github.signalrelay.benchmarks.load.Address;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.process.JvmOptions;
import io.github.signalrelay.benchmarks.process.Launch;
import io.github.signalrelay.benchmarks.process.LaunchedServer;
import io.github.signalrelay.benchmarks.process.ServerLauncher;
import io.github.signalrelay.benchmarks.target.peer.NettySocketIoServer;
import io.github.signalrelay.benchmarks.target.peer.StompServer;
import io.github.signalrelay.benchmarks.target.reference.WebFluxServer;

/**
 * Starts servers of others that run in a JVM.
 */
final class PeerTargets {

	/** Tomcat would stop at 8,192 connections. */
	private static final int CONNECTIONS = 20_000;

	private static final int BACKLOG = 4096;

	private final ServerLauncher launcher;

	private final JvmOptions options;

	PeerTargets(ServerLauncher launcher, JvmOptions options) {
		this.launcher = launcher;
		this.options = options;
	}

	Target webFlux() {
		JvmOptions oneLoop = this.options.and("-Dreactor.netty.ioWorkerCount=1");
		Launch launch = SpringProgram.peer(WebFluxServer.class).launch("webflux", true, oneLoop);
		return start(launch, WebFluxServer.PATH, Dialect.PLAIN);
	}

	Target stomp() {
		Launch launch = SpringProgram.peer(StompServer.class)
			.with("server.tomcat.max-connections", CONNECTIONS)
			.with("server.tomcat.accept-count", BACKLOG)
			.launch("stomp", true, this.options);
		return start(launch, StompServer.PATH, Dialect.STOMP);
	}

	Target nettySocketIo() {
		Launch launch = new Launch("netty-socketio", true,
				this.options.withoutSpring().command(NettySocketIoServer.class, List.of()), this.options.environment(),
				true, Launch.LISTENING);
		return start(launch, "/socket.io/", Dialect.SOCKET_IO);
	}

	private Target start(Launch launch, String path, Dialect dialect) {
		LaunchedServer server = this.launcher.start(launch);
		return new RunningTarget(launch.name(), Address.local(server.port(), path), dialect, server, List.of());
	}

}
