// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.process.JvmOptions;
import io.github.signalrelay.benchmarks.process.Placement;
import io.github.signalrelay.benchmarks.report.ResultsFolder;
import io.github.signalrelay.benchmarks.target.LocalTargets;
import io.github.signalrelay.benchmarks.target.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * One server, to look at or to load by hand.
 */
@Command(name = "server", mixinStandardHelpOptions = true,
		description = "Starts a server and stops it when its standard input ends.")
final class ServerCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init") // set by picocli
	private CommandSpec spec;

	@Parameters(paramLabel = "<kind>", converter = Words.Server.class,
			description = "relay, embedded, lean, send-loop, bun, web-flux, stomp, netty-socket-io, socket-io or ws")
	private ServerKind kind = ServerKind.RELAY;

	@Override
	public void run() {
		PrintWriter out = this.spec.commandLine().getOut();
		ResultsFolder folder = ResultsFolder.create(EditionRun.RESULTS, Instant.now());
		LocalTargets targets = new LocalTargets(Placement.ofThisMachine(), folder.path(), JvmOptions.DEFAULT);
		Optional<Target> started = this.kind.start(targets);
		if (started.isEmpty()) {
			throw new IllegalStateException(this.kind + " cannot run on this machine");
		}
		try (Target target = started.get()) {
			out.printf(Locale.ROOT, "%s, process %d: --url %s --dialect %s%nEnter or the end of input stops it.%n",
					target.name(), target.measured().pid(), url(target), Words.of(target.dialect()));
			out.flush();
			int read = System.in.read();
			out.println((read < 0) ? "input ended" : "stopping");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String url(Target target) {
		return (target.address().tls() ? "https" : "http") + "://" + target.address().host() + ":"
				+ target.address().port() + target.address().path();
	}

	/**
	 * Which server.
	 * @return the kind
	 */
	ServerKind kind() {
		return this.kind;
	}

}
