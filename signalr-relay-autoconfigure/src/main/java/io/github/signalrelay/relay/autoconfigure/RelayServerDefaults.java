// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Lets Reactor Netty take the long request lines of SignalR clients: browsers cannot send
 * headers with a WebSocket, so a token of up to 4096 characters stands in the query, and
 * the server's own limit is 4 KB for the whole line. A value of the application wins.
 */
final class RelayServerDefaults implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		environment.getPropertySources()
			.addLast(new MapPropertySource("signalRRelayServerDefaults",
					Map.of("server.netty.max-initial-line-length", "${signalr.relay.http.request-line-size:16KB}")));
	}

}
