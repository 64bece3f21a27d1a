// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.util.function.UnaryOperator;

import reactor.netty.http.server.HttpServer;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Settings of HTTP/2 that the relay needs. Behind Spring Boot's own customizer and those
 * of the application, whose settings it sees.
 */
final class RelayHttp2Customizer implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

	private final UnaryOperator<HttpServer> settings;

	RelayHttp2Customizer(UnaryOperator<HttpServer> settings) {
		this.settings = settings;
	}

	@Override
	public void customize(NettyReactiveWebServerFactory factory) {
		factory.addServerCustomizers(this.settings::apply);
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

}
