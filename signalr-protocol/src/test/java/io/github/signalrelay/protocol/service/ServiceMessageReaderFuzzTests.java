// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.nio.ByteBuffer;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for bytes that the service protocol's reader does not stand. Runs its seeds as
 * ordinary tests; with {@code JAZZER_FUZZ=1} in the environment it searches.
 */
class ServiceMessageReaderFuzzTests {

	@FuzzTest(maxDuration = "60s")
	void streamGivesMessagesOrProblems(byte[] bytes) {
		RecordingHandler handler = new RecordingHandler();
		try {
			new ServiceMessageReader(1 << 20).read(ByteBuffer.wrap(bytes), handler);
		}
		catch (ServiceProtocolException ex) {
			// the connection would be closed
		}
		for (Object found : handler.found) {
			if (found instanceof ServiceMessage message) {
				requireSameAfterWriting(message);
			}
		}
	}

	private static void requireSameAfterWriting(ServiceMessage message) {
		List<Object> again = RecordingHandler.read(ServiceMessageWriter.write(message));
		boolean targetLeftOut = message instanceof HandshakeRequest request && request.target() == null;
		if (!targetLeftOut && !again.equals(List.of(message))) {
			throw new IllegalStateException("written: " + message + ", read: " + again);
		}
	}

}
