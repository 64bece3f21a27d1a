// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Secret that a connection string carries. The HMAC key is the UTF-8 bytes of the text,
 * also where the text looks like Base64 (service protocol reference, 1.4).
 *
 * @param text the key, not empty
 */
public record AccessKey(String text) implements ServiceCredential {

	/**
	 * Fewer bytes than this are worth a warning: RFC 7518 asks for as many with HS256.
	 */
	private static final int STRONG_LENGTH = 32;

	/** What the signing library insists on for HS512. */
	private static final int PADDED_LENGTH = 64;

	public AccessKey {
		if (text.isEmpty()) {
			throw new IllegalArgumentException("An access key must not be empty");
		}
	}

	/**
	 * Whether the key is too short to be safe. It works all the same.
	 * @return {@code true} below 32 bytes
	 */
	public boolean isWeak() {
		return this.text.getBytes(StandardCharsets.UTF_8).length < STRONG_LENGTH;
	}

	/**
	 * The key in a length that every HMAC algorithm of the library takes. HMAC itself
	 * fills a key up with zeros to its block size (RFC 2104), so the signature stays the
	 * same.
	 * @return a new array
	 */
	byte[] hmacKey() {
		byte[] bytes = this.text.getBytes(StandardCharsets.UTF_8);
		return (bytes.length < PADDED_LENGTH) ? Arrays.copyOf(bytes, PADDED_LENGTH) : bytes;
	}

	/** Never tells the key. */
	@Override
	public String toString() {
		return "AccessKey[hidden]";
	}

}
