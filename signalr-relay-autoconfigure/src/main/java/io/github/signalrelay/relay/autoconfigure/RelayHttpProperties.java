// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.github.signalrelay.relay.RelayPortSettings;

/**
 * What HTTP connections may ask of ports that are the relay's alone: that of the relay as
 * a program, and the embedded relay's own one.
 *
 * @param requestLineSize longest request line; a longer one is answered 414
 * @param requestHeaderSize size of all headers of a request; more is answered 431
 * @param requestTimeout time that a connection has for the headers of its first request;
 * then it is cut
 * @param idleTimeout time that a connection may do nothing between two requests,
 * WebSockets apart; then it is cut
 */
@ConfigurationProperties("signalr.relay.http")
public record RelayHttpProperties(@DefaultValue("16KB") DataSize requestLineSize,
		@DefaultValue("16KB") DataSize requestHeaderSize, @DefaultValue("15s") Duration requestTimeout,
		@DefaultValue("60s") Duration idleTimeout) {

	private static final String PREFIX = "signalr.relay.http.";

	/**
	 * Settings of a port with these limits.
	 * @param host address to listen on
	 * @param port port to listen on, 0 for any that is free
	 * @return the settings
	 * @throws InvalidRelayPropertyException if a value cannot be used
	 */
	public RelayPortSettings settings(String host, int port) {
		return new RelayPortSettings(host, port,
				PropertyRules.bytes(PREFIX + "request-line-size", this.requestLineSize),
				PropertyRules.bytes(PREFIX + "request-header-size", this.requestHeaderSize),
				PropertyRules.positive(PREFIX + "request-timeout", this.requestTimeout),
				PropertyRules.positive(PREFIX + "idle-timeout", this.idleTimeout));
	}

}
