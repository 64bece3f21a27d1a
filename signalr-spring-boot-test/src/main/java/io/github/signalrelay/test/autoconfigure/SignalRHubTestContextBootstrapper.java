// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/**
 * Starts the context of a {@link SignalRHubTest}, without a web server, a port or a
 * service. Properties of the test come behind and win.
 */
final class SignalRHubTestContextBootstrapper extends TestSliceTestContextBootstrapper<SignalRHubTest> {

	private static final List<String> PROPERTIES = List.of("spring.main.web-application-type=none",
			RelayPortContextCustomizerFactory.PROPERTY + "=-1", "azure.signalr.connection-string=");

	@Override
	protected String[] getProperties(Class<?> testClass) {
		String[] own = super.getProperties(testClass);
		Stream<String> all = Stream.concat(PROPERTIES.stream(), (own != null) ? Stream.of(own) : Stream.empty());
		return all.toArray(String[]::new);
	}

}
