// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Signing key, or the reason why there is none. Sent by the service. Type 29.
 *
 * @param kid id of the key
 * @param accessKey the key itself; never logged
 * @param errorType kind of error; {@code null} or empty means success
 * @param errorMessage text of the error
 */
public record AccessKeyResponse(@Nullable String kid, @Nullable String accessKey, @Nullable String errorType,
		@Nullable String errorMessage) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 29;

	@Override
	public int type() {
		return TYPE;
	}

	/** Leaves the key out. */
	@Override
	public String toString() {
		return "AccessKeyResponse[kid=" + this.kid + ", errorType=" + this.errorType + "]";
	}

}
