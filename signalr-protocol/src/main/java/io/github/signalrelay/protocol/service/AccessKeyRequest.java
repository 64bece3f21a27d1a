// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Asks the service for a signing key on the strength of an identity token. Sent by the
 * app server. Type 28.
 *
 * @param token access token of the identity provider
 * @param kid id of the present key, or {@code null}
 */
public record AccessKeyRequest(String token, @Nullable String kid) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 28;

	@Override
	public int type() {
		return TYPE;
	}

	/** Leaves the token out. */
	@Override
	public String toString() {
		return "AccessKeyRequest[kid=" + this.kid + "]";
	}

}
