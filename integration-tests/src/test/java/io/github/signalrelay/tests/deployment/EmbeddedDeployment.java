// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.deployment;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.tests.app.TestApplication;

/**
 * One application with the relay inside.
 */
public final class EmbeddedDeployment implements Deployment {

	private final RunningApplication application;

	private EmbeddedDeployment(RunningApplication application) {
		this.application = application;
	}

	/**
	 * Relay and application share one port.
	 * @return the running deployment
	 */
	public static EmbeddedDeployment webFlux() {
		return webFlux(Map.of());
	}

	/**
	 * Relay and application share one port.
	 * @param properties more properties of the application
	 * @return the running deployment
	 */
	public static EmbeddedDeployment webFlux(Map<String, Object> properties) {
		return new EmbeddedDeployment(
				RunningApplication.start(TestApplication.class, WebApplicationType.REACTIVE, properties));
	}

	/**
	 * The application runs on Tomcat, the relay on a port of its own.
	 * @return the running deployment
	 */
	public static EmbeddedDeployment webMvc() {
		return webMvc(Map.of());
	}

	/**
	 * The application runs on Tomcat, the relay on a port of its own.
	 * @param properties more properties of the application
	 * @return the running deployment
	 */
	public static EmbeddedDeployment webMvc(Map<String, Object> properties) {
		return new EmbeddedDeployment(
				RunningApplication.start(TestApplication.class, WebApplicationType.SERVLET, properties));
	}

	@Override
	public List<URI> appServers() {
		return List.of(this.application.origin());
	}

	@Override
	public <T> List<T> beans(Class<T> type) {
		return List.of(this.application.bean(type));
	}

	@Override
	public void restart() {
		this.application.restart();
	}

	@Override
	public void close() {
		this.application.close();
	}

}
