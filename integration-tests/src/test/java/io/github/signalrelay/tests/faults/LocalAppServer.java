// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.net.URI;
import java.util.Map;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.tests.chatter.ChatterApplication;
import io.github.signalrelay.tests.deployment.RunningApplication;

/**
 * An app server in this JVM, whose beans a test can look at.
 */
final class LocalAppServer implements AppServer {

	private final RunningApplication application;

	private final URI hub;

	private LocalAppServer(RunningApplication application) {
		this.application = application;
		this.hub = application.origin().resolve(ChatterApplication.PATH);
	}

	static LocalAppServer start(Map<String, Object> properties) {
		return new LocalAppServer(
				RunningApplication.start(ChatterApplication.class, WebApplicationType.REACTIVE, properties));
	}

	<T> T bean(Class<T> type) {
		return this.application.bean(type);
	}

	@Override
	public URI hub() {
		return this.hub;
	}

	@Override
	public void stop() {
		this.application.stop();
	}

	@Override
	public void start() {
		this.application.startAgain();
		awaitConnected();
	}

	@Override
	public void close() {
		this.application.close();
	}

}
