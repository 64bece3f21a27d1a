// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Fuzz targets for {@link JsonHubProtocol}. A normal run replays the inputs kept beside
 * the tests; {@code JAZZER_FUZZ=1} looks for new ones.
 */
class JsonHubProtocolFuzzTests {

	private final JsonHubProtocol protocol = new JsonHubProtocol();

	@FuzzTest(maxDuration = "30s")
	void parse(byte[] bytes) {
		ByteBuffer input = ByteBuffer.wrap(bytes);
		try {
			HubMessage message = this.protocol.parse(input, FixedBinder.ANY);
			while (message != null) {
				if (!(message instanceof InvocationBindingFailure || message instanceof StreamBindingFailure)) {
					this.protocol.write(message);
				}
				message = this.protocol.parse(input, FixedBinder.ANY);
			}
		}
		catch (HubProtocolException ex) {
			// the one way to refuse
		}
	}

}
