// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.deployment;

import java.net.http.HttpClient;
import java.util.Map;

/**
 * The ways that users run theirs.
 */
public enum DeploymentKind {

	/** Relay and application share one port. */
	WEBFLUX {

		@Override
		public Deployment start(Map<String, Object> properties) {
			return EmbeddedDeployment.webFlux(properties);
		}

	},

	/** The application runs on Tomcat, the relay on a port of its own. */
	WEBMVC {

		@Override
		public Deployment start(Map<String, Object> properties) {
			return EmbeddedDeployment.webMvc(properties);
		}

	},

	/** A relay of its own and two app servers. */
	RELAY {

		@Override
		public Deployment start(Map<String, Object> properties) {
			return RelayDeployment.withTwoAppServers(properties, Map.of(), HttpClient.newHttpClient());
		}

	};

	/**
	 * Starts the deployment.
	 * @return the running deployment
	 */
	public Deployment start() {
		return start(Map.of());
	}

	/**
	 * Starts the deployment.
	 * @param properties more properties of the program that the relay is in
	 * @return the running deployment
	 */
	public abstract Deployment start(Map<String, Object> properties);

}
