// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.tls;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import io.github.signalrelay.tests.deployment.Deployment;

class RelayTlsIntegrationTests implements TlsContract {

	private static Certificates certificates;

	private static Deployment deployment;

	@BeforeAll
	static void start(@TempDir Path folder) {
		certificates = Certificates.in(folder);
		deployment = TlsDeployment.RELAY.start(certificates);
	}

	@AfterAll
	static void stop() {
		deployment.close();
	}

	@Override
	public Deployment deployment() {
		return deployment;
	}

	@Override
	public Certificates certificates() {
		return certificates;
	}

}
