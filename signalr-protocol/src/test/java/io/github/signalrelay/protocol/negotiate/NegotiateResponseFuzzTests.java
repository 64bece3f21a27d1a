// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.negotiate;

import java.nio.ByteBuffer;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Fuzz targets for {@link NegotiateResponse}. A normal run replays the inputs kept beside
 * the tests; {@code JAZZER_FUZZ=1} looks for new ones.
 */
class NegotiateResponseFuzzTests {

	@FuzzTest(maxDuration = "30s")
	void parse(byte[] bytes) {
		try {
			NegotiateResponse.parse(ByteBuffer.wrap(bytes)).toJson();
		}
		catch (NegotiateException ex) {
			// the one way to refuse
		}
	}

}
