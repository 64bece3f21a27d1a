// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

import io.github.signalrelay.relay.RelayPortSettings;

/**
 * Settings of HTTP/2 of the relay as a program. Behind Spring Boot's own customizer,
 * which would replace them.
 */
final class RelayHttp2Customizer implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

	private final RelayPortSettings settings;

	RelayHttp2Customizer(RelayPortSettings settings) {
		this.settings = settings;
	}

	@Override
	public void customize(NettyReactiveWebServerFactory factory) {
		factory.addServerCustomizers((server) -> server.http2Settings(this.settings::configure));
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

}
