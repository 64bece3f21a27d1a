// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.connection;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Fuzz targets for {@link ConnectionString}. A normal run replays the inputs kept beside
 * the tests; {@code JAZZER_FUZZ=1} looks for new ones.
 */
class ConnectionStringFuzzTests {

	@FuzzTest(maxDuration = "30s")
	void parse(byte[] bytes) {
		try {
			ConnectionString parsed = ConnectionString.parse(new String(bytes, StandardCharsets.UTF_8));
			new ServiceUrls(parsed, null).serverAudience("hub");
			ServiceEndpoint.of("name", parsed).hashCode();
		}
		catch (ConnectionStringException ex) {
			// the one way to refuse
		}
	}

}
