// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.tls;

import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.EmbeddedDeployment;
import io.github.signalrelay.tests.deployment.RelayDeployment;

/**
 * The deployments, all with TLS and HTTP/2.
 */
public enum TlsDeployment {

	/** Relay and application on one port. */
	WEBFLUX {

		@Override
		public Deployment start(Certificates certificates) {
			return EmbeddedDeployment.webFlux(certificates.serverProperties());
		}

	},

	/** The application on Tomcat, the relay on a port of its own. */
	WEBMVC {

		@Override
		public Deployment start(Certificates certificates) {
			return EmbeddedDeployment.webMvc(certificates.serverProperties());
		}

	},

	/** A relay of its own, reached by clients and app servers over TLS. */
	RELAY {

		@Override
		public Deployment start(Certificates certificates) {
			Map<String, Object> ofApp = new HashMap<>(certificates.serverProperties());
			ofApp.put("azure.signalr.ssl.bundle", "authority");
			return RelayDeployment.withTwoAppServers(certificates.serverProperties(), ofApp,
					certificates.client(HttpClient.Version.HTTP_1_1));
		}

	};

	/**
	 * Starts the deployment.
	 * @param certificates what it shows and trusts
	 * @return the running deployment
	 */
	public abstract Deployment start(Certificates certificates);

}
