// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.connection;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * What the negotiate request of a client leaves behind in the address that the client is
 * sent to (service protocol reference, 4.2).
 *
 * @param path decoded path of the request, such as {@code /chat/negotiate}
 * @param query raw query without question mark, empty when there is none; passed on
 * unchanged
 * @param requestId id of the request in logs of all parties
 * @param culture language of the request, or {@code null}
 * @param uiCulture language of its texts, or {@code null}
 */
public record ClientRequest(String path, String query, String requestId, @Nullable String culture,
		@Nullable String uiCulture) {

	private static final String NEGOTIATE = "/negotiate";

	public ClientRequest {
		query = query.startsWith("?") ? query.substring(1) : query;
	}

	/**
	 * A request with a new id and no language.
	 * @param path decoded path of the request
	 * @param query raw query, empty when there is none
	 * @return the request
	 */
	public static ClientRequest of(String path, String query) {
		return new ClientRequest(path, query, newRequestId(), null, null);
	}

	/**
	 * Makes a request id as the original does: a reading of the clock, in Base64. It
	 * tells requests apart in a log and is no secret.
	 * @return 12 characters
	 */
	public static String newRequestId() {
		ByteBuffer reading = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(System.nanoTime());
		return Base64.getEncoder().encodeToString(reading.array());
	}

	/**
	 * The path of the hub that the client asked for.
	 * @return the path without {@code /negotiate}, empty when it does not end so
	 */
	String hubPath() {
		String trimmed = EndpointAddress.withoutTrailingSlashes(this.path);
		return trimmed.endsWith(NEGOTIATE) ? trimmed.substring(0, trimmed.length() - NEGOTIATE.length()) : "";
	}

}
