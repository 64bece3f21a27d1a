// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Fuzz targets for {@link HandshakeProtocol}. A normal run replays the inputs kept beside
 * the tests; {@code JAZZER_FUZZ=1} looks for new ones.
 */
class HandshakeProtocolFuzzTests {

	@FuzzTest(maxDuration = "30s")
	void parseRequest(byte[] bytes) {
		try {
			HandshakeRequest request = HandshakeProtocol.parseRequest(ByteBuffer.wrap(bytes));
			if (request != null) {
				HandshakeProtocol.writeRequest(request);
			}
		}
		catch (HubProtocolException ex) {
			// the one way to refuse
		}
	}

	@FuzzTest(maxDuration = "30s")
	void parseResponse(byte[] bytes) {
		try {
			HandshakeProtocol.parseResponse(ByteBuffer.wrap(bytes));
		}
		catch (HubProtocolException ex) {
			// the one way to refuse
		}
	}

}
