// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;

/**
 * What a token says whose signature was found good, whatever its time and audience. For
 * those who will see the same token again: to find that it is the same one costs far less
 * than to check its signature once more. Immutable; any thread may use it.
 */
public final class SignedClaims {

	private final byte[] token;

	private final @Nullable String keyId;

	private final AccessKey key;

	private final List<Claim> claims;

	SignedClaims(String token, @Nullable String keyId, AccessKey key, List<Claim> claims) {
		this.token = bytes(token);
		this.keyId = keyId;
		this.key = key;
		this.claims = List.copyOf(claims);
	}

	private static byte[] bytes(String token) {
		return token.getBytes(StandardCharsets.UTF_8);
	}

	/** Compares in constant time: the token is a secret. */
	boolean areOf(String other) {
		return MessageDigest.isEqual(this.token, bytes(other));
	}

	/** Which key the token says that it was signed with. */
	@Nullable String keyId() {
		return this.keyId;
	}

	/** The key that has signed it. */
	AccessKey key() {
		return this.key;
	}

	List<Claim> claims() {
		return this.claims;
	}

	/** Tells nothing about the user. */
	@Override
	public String toString() {
		return "SignedClaims[" + this.claims.size() + " claims]";
	}

}
