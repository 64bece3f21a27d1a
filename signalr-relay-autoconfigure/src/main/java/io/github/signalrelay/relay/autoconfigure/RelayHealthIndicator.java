// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.negotiate.RelayRequest;

/**
 * Up while the relay lets clients in; out of service from the beginning of its shutdown.
 */
final class RelayHealthIndicator extends AbstractHealthIndicator {

	private final Relay relay;

	RelayHealthIndicator(Relay relay) {
		super("The relay's health could not be told");
		this.relay = relay;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		int status = this.relay.healthEndpoint()
			.handle(new RelayRequest("GET", "", (name) -> java.util.List.of()))
			.status();
		((status == 200) ? builder.up() : builder.outOfService())
			.withDetail("clientConnections", this.relay.clientConnections())
			.withDetail("serverConnections", this.relay.serverConnections());
	}

}
