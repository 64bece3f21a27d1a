// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Tells the operator, once the port is open, by which connection string app servers reach
 * this relay. The access key is never written.
 */
@Component
class ConnectionStringNotice implements ApplicationListener<WebServerInitializedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionStringNotice.class);

	private final ServerProperties server;

	ConnectionStringNotice(ServerProperties server) {
		this.server = server;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (event.getApplicationContext().getServerNamespace() != null) {
			return; // the port of the management endpoints
		}
		logger.info("Relay is ready. Connection string of app servers:"
				+ " Endpoint={}://<name of this machine>;Port={};AccessKey=<value of signalr.relay.access-keys>;"
				+ "Version=1.0;", Ssl.isEnabled(this.server.getSsl()) ? "https" : "http",
				event.getWebServer().getPort());
	}

}
