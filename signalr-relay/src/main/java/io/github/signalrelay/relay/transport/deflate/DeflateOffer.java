// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.deflate;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One of the offers that a client makes in {@code Sec-WebSocket-Extensions}, and what the
 * relay says to it (RFC 7692, section 7.1).
 *
 * @param parameters values of the parameters by their names, empty where there is none
 */
record DeflateOffer(Map<String, String> parameters) {

	static final String NAME = "permessage-deflate";

	private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";

	private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";

	private static final String SERVER_BITS = "server_max_window_bits";

	private static final String CLIENT_BITS = "client_max_window_bits";

	private static final Set<String> WITHOUT_VALUE = Set.of(SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT);

	private static final Pattern BITS = Pattern.compile("[89]|1[0-5]");

	/** The only window that the JDK can compress with, 32 KiB. */
	private static final String OUR_BITS = "15";

	/**
	 * Reads one element of the header.
	 * @return the offer, or {@code null} if it is for another extension, or one that must
	 * be declined because of its parameters
	 */
	static @Nullable DeflateOffer parse(String element) {
		String[] parts = element.split(";", -1);
		if (!parts[0].trim().equalsIgnoreCase(NAME)) {
			return null;
		}
		Map<String, String> parameters = new HashMap<>();
		for (int index = 1; index < parts.length; index++) {
			int equals = parts[index].indexOf('=');
			String name = ((equals < 0) ? parts[index] : parts[index].substring(0, equals)).trim()
				.toLowerCase(Locale.ROOT);
			String value = (equals < 0) ? "" : unquote(parts[index].substring(equals + 1).trim());
			if (!isValid(name, value, equals >= 0) || parameters.put(name, value) != null) {
				return null;
			}
		}
		return new DeflateOffer(Map.copyOf(parameters));
	}

	private static String unquote(String value) {
		boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
		return quoted ? value.substring(1, value.length() - 1) : value;
	}

	private static boolean isValid(String name, String value, boolean hasValue) {
		if (WITHOUT_VALUE.contains(name)) {
			return !hasValue;
		}
		boolean bits = BITS.matcher(value).matches();
		return switch (name) {
			case SERVER_BITS -> bits;
			case CLIENT_BITS -> bits || !hasValue;
			default -> false;
		};
	}

	/**
	 * The answer, which has both sides begin each message anew. On our side that makes
	 * the bytes of a message the same for all clients. On theirs it spares the relay a
	 * window for each client. A server may ask for both without being offered it.
	 * @return value of the response header, or {@code null} to decline: the client has
	 * less memory for our window than we need
	 */
	@Nullable String answer() {
		String agreed = NAME + "; " + SERVER_NO_CONTEXT + "; " + CLIENT_NO_CONTEXT;
		String bits = this.parameters.get(SERVER_BITS);
		if (bits == null) {
			return agreed;
		}
		return bits.equals(OUR_BITS) ? agreed + "; " + SERVER_BITS + "=" + OUR_BITS : null;
	}

}
