// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.command;

import java.net.URI;

import io.github.signalrelay.benchmarks.load.Address;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.load.Opening;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Transport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * Options of the load command.
 */
final class LoadSettings {

	private static final int LEAST_PAYLOAD = 32;

	@Option(names = "--url", required = true, paramLabel = "<url>",
			description = "Hub or WebSocket, http or https, such as http://localhost:8080/chat.")
	@SuppressWarnings("NullAway.Init") // set by picocli
	private URI url;

	@Option(names = "--dialect", defaultValue = "signalr-json", converter = Words.Speech.class,
			description = "signalr-json, signalr-messagepack, plain, frames, socket-io or stomp (${DEFAULT-VALUE})")
	private Dialect dialect = Dialect.SIGNALR_JSON;

	@Option(names = "--transport", defaultValue = "websockets", converter = Words.Carrier.class,
			description = "websockets, sse or long-polling (${DEFAULT-VALUE})")
	private Transport transport = Transport.WEB_SOCKETS;

	@Option(names = "--scenario", defaultValue = "echo", converter = Words.Play.class,
			description = "echo, broadcast, small-groups, big-groups, send-to-connection or send-to-user "
					+ "(${DEFAULT-VALUE})")
	private LoadScenario scenario = LoadScenario.ECHO;

	@Option(names = "--connections", defaultValue = "1000", description = "Clients (${DEFAULT-VALUE}).")
	private int connections;

	@Option(names = "--connect-rate", defaultValue = "1000",
			description = "Most clients that connect in a second (${DEFAULT-VALUE}).")
	private int connectRate;

	@Option(names = "--senders", description = "Clients that send: 1 for broadcast, else all, if missing.")
	private @Nullable Integer senders;

	@Option(names = "--payload", defaultValue = "64",
			description = "Bytes of a message, at least 32 (${DEFAULT-VALUE}).")
	private int payload;

	@ArgGroup(exclusive = true, multiplicity = "0..1")
	private PaceOptions pace = new PaceOptions();

	@Option(names = "--seconds", defaultValue = "30", description = "Length of each measurement (${DEFAULT-VALUE}).")
	private int seconds;

	@Option(names = "--warm-up", defaultValue = "5",
			description = "Seconds before it that do not count (${DEFAULT-VALUE}).")
	private int warmUp;

	@Option(names = "--step", paramLabel = "<n>",
			description = "Begin with n senders, each with one message per second, and add n until p99 reaches 1 s.")
	private @Nullable Integer step;

	/** Either of the two. */
	static final class PaceOptions {

		@Option(names = "--in-flight", description = "Messages under way per sender (1).")
		private @Nullable Integer inFlight;

		@Option(names = "--rate", description = "Messages per second of all senders together.")
		private @Nullable Double rate;

	}

	Address address() {
		String scheme = (this.url.getScheme() != null) ? this.url.getScheme() : "";
		boolean tls = scheme.equals("https") || scheme.equals("wss");
		if (this.url.getHost() == null || !(tls || scheme.equals("http") || scheme.equals("ws"))) {
			throw new IllegalArgumentException("--url needs http:// or https:// and a host");
		}
		int port = (this.url.getPort() >= 0) ? this.url.getPort() : tls ? 443 : 80;
		String path = (this.url.getRawPath() == null || this.url.getRawPath().isEmpty()) ? "/" : this.url.getRawPath();
		String query = (this.url.getRawQuery() != null) ? "?" + this.url.getRawQuery() : "";
		return new Address(this.url.getHost(), port, path + query, tls);
	}

	Dialect dialect() {
		return this.dialect;
	}

	Transport transport() {
		return this.transport;
	}

	LoadScenario scenario() {
		return this.scenario;
	}

	Opening opening() {
		return new Opening(this.connections, this.connectRate, 100, this.scenario == LoadScenario.SEND_TO_USER);
	}

	int connections() {
		return this.connections;
	}

	int senders() {
		return (this.senders != null) ? this.senders : this.scenario.senders(this.connections);
	}

	int payload() {
		return this.payload;
	}

	Pace pace() {
		if (this.pace.rate != null) {
			return new Pace.Rate(this.pace.rate);
		}
		return new Pace.InFlight((this.pace.inFlight != null) ? this.pace.inFlight : 1);
	}

	int seconds() {
		return this.seconds;
	}

	int warmUp() {
		return this.warmUp;
	}

	@Nullable Integer step() {
		return this.step;
	}

	/**
	 * Refuses numbers that make no sense.
	 */
	void check() {
		address();
		if (this.connections < 1 || this.connectRate < 1 || this.seconds < 1 || this.warmUp < 0
				|| this.payload < LEAST_PAYLOAD) {
			throw new IllegalArgumentException("--connections, --connect-rate and --seconds are at least 1, --payload "
					+ LEAST_PAYLOAD + " and --warm-up 0");
		}
		if (senders() < 1 || senders() > this.connections || (this.step != null && this.step < 1)) {
			throw new IllegalArgumentException("--senders and --step are between 1 and --connections");
		}
		Pace chosen = pace();
		if ((chosen instanceof Pace.Rate rate && !(rate.perSecond() > 0))
				|| (chosen instanceof Pace.InFlight flight && flight.messages() < 1)) {
			throw new IllegalArgumentException("--rate and --in-flight are positive");
		}
	}

}
