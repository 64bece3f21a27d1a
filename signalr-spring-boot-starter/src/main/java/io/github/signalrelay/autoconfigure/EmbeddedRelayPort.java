// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.ChannelBindException;

import org.springframework.context.SmartLifecycle;

import io.github.signalrelay.relay.Relay;

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

	private final boolean needed;

	private volatile int port;

	EmbeddedRelayPort(Relay relay, EmbeddedRelayProperties properties, boolean needed) {
		this.relay = relay;
		this.needed = needed && properties.port() >= 0;
		this.properties = properties;
	}

	/** The port that clients connect to; 0 before the start. */
	int port() {
		return this.port;
	}

	@Override
	public void start() {
		if (!this.needed) {
			return;
		}
		String host = (this.properties.address() != null) ? this.properties.address().getHostAddress() : "0.0.0.0";
		try {
			this.port = this.relay.start(host, this.properties.port());
		}
		catch (ChannelBindException ex) {
			throw new InvalidServicePropertyException("signalr.relay.embedded.port", this.properties.port(),
					"The embedded relay cannot listen there: " + ex.getMessage(),
					"Choose a port that is free, or 0 for any.");
		}
		logger.info("Embedded SignalR relay listens on port {}", this.port);
	}

	@Override
	public void stop() {
		this.relay.close();
		this.port = 0;
	}

	@Override
	public boolean isRunning() {
		return this.port != 0;
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

}
