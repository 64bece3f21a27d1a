// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.net.URI;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.ChannelBindException;

import org.springframework.context.SmartLifecycle;

import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.RelayPortSettings;
import io.github.signalrelay.relay.autoconfigure.RelayHttpProperties;

/**
 * Port of the embedded relay, where the web server cannot share its own.
 */
final class EmbeddedRelayPort implements SmartLifecycle {

	/**
	 * Just before the web server, at {@code DEFAULT_PHASE - 2048} in Spring Boot: who
	 * negotiates is told the port.
	 */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2304;

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedRelayPort.class);

	private final Relay relay;

	private final EmbeddedRelayProperties properties;

	private final RelayHttpProperties limits;

	private final EmbeddedRelayBundle bundle;

	private final boolean needed;

	private volatile @Nullable Opened opened;

	EmbeddedRelayPort(Relay relay, EmbeddedRelayProperties properties, RelayHttpProperties limits,
			EmbeddedRelayBundle bundle, boolean needed) {
		this.relay = relay;
		this.limits = limits;
		this.bundle = bundle;
		this.needed = needed && properties.port() >= 0;
		this.properties = properties;
	}

	/**
	 * Where clients connect to.
	 * @param host name by which the client knows this machine
	 * @param basePath base path of the relay
	 * @return the address; one at port 0 where no port is wanted, as in tests whose
	 * clients are in the same process
	 * @throws IllegalStateException before the start
	 */
	URI address(String host, String basePath) {
		Opened current = this.opened;
		if (this.properties.port() < 0) {
			return URI.create("http://" + host + ":0" + basePath);
		}
		if (current == null) {
			throw new IllegalStateException("The embedded relay does not listen");
		}
		return URI.create((current.tls() ? "https://" : "http://") + host + ":" + current.port() + basePath);
	}

	@Override
	public void start() {
		if (!this.needed) {
			return;
		}
		EmbeddedRelayTls tls = this.bundle.tls();
		try {
			int port = this.relay.start(settings(), (tls != null) ? tls::apply : UnaryOperator.identity());
			this.opened = new Opened(port, tls != null);
			logger.info("Embedded SignalR relay listens on port {} ({})", port, (tls != null) ? "https" : "http");
		}
		catch (ChannelBindException ex) {
			throw new InvalidServicePropertyException("signalr.relay.embedded.port", this.properties.port(),
					"The embedded relay cannot listen there: " + ex.getMessage(),
					"Choose a port that is free, or 0 for any.");
		}
	}

	private RelayPortSettings settings() {
		String host = (this.properties.address() != null) ? this.properties.address().getHostAddress() : "0.0.0.0";
		return this.limits.settings(host, this.properties.port());
	}

	@Override
	public void stop() {
		this.relay.close();
		this.opened = null;
	}

	@Override
	public boolean isRunning() {
		return this.opened != null;
	}

	/**
	 * Like the web server: what stops here cannot start again, and clients of a test
	 * whose context is only set aside have to stay.
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private record Opened(int port, boolean tls) {
	}

}
