// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import com.nimbusds.jose.JWSAlgorithm;

/**
 * How new tokens are signed.
 */
public enum TokenAlgorithm {

	/** HMAC with SHA-256, the default everywhere. */
	HS256,

	/** HMAC with SHA-512. */
	HS512;

	JWSAlgorithm jws() {
		return JWSAlgorithm.parse(name());
	}

}
