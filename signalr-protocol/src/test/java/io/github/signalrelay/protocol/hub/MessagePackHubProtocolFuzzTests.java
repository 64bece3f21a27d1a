// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for bytes that the MessagePack hub protocol does not stand. Runs its seeds as
 * ordinary tests; with {@code JAZZER_FUZZ=1} in the environment it searches.
 */
class MessagePackHubProtocolFuzzTests {

	private static final MessagePackHubProtocol PROTOCOL = new MessagePackHubProtocol();

	private static final List<InvocationBinder> BINDERS = List.of(
			new HubVectors.FixedBinder(List.of(Object.class), Object.class, Object.class),
			new HubVectors.FixedBinder(List.of(String.class, int.class), HubVectors.CustomObject.class, Map.class),
			new HubVectors.FixedBinder(List.of(RawResult.class), OffsetDateTime.class, byte[].class),
			new HubVectors.FixedBinder(null, null, null));

	@FuzzTest(maxDuration = "60s")
	void streamGivesMessagesOrTheProtocolException(byte[] bytes) {
		for (InvocationBinder binder : BINDERS) {
			parseAll(ByteBuffer.wrap(bytes), binder);
		}
	}

	private static void parseAll(ByteBuffer input, InvocationBinder binder) {
		try {
			HubMessage message = PROTOCOL.parse(input, binder);
			while (message != null) {
				if (!(message instanceof InvocationBindingFailure) && !(message instanceof StreamBindingFailure)) {
					PROTOCOL.write(message);
				}
				message = PROTOCOL.parse(input, binder);
			}
		}
		catch (HubProtocolException ex) {
			// the connection would be closed
		}
	}

}
