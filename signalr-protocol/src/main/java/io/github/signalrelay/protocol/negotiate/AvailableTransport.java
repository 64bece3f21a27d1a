// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.negotiate;

import java.util.List;

/**
 * A transport that a server offers. Names are texts, for a server may know more of them
 * than this library.
 *
 * @param transport name of the transport, such as {@link TransportType#wireName}
 * @param transferFormats what it carries: {@code Text}, {@code Binary}
 */
public record AvailableTransport(String transport, List<String> transferFormats) {

	private static final String TEXT = "Text";

	private static final String BINARY = "Binary";

	public AvailableTransport {
		transferFormats = List.copyOf(transferFormats);
	}

	/**
	 * What servers say of a transport.
	 * @param type the transport
	 * @return its entry
	 */
	public static AvailableTransport of(TransportType type) {
		return new AvailableTransport(type.wireName(),
				(type == TransportType.SERVER_SENT_EVENTS) ? List.of(TEXT) : List.of(TEXT, BINARY));
	}

}
