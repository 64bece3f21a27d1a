// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.link;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.github.signalrelay.protocol.service.Claim;

/**
 * What a client shows when it connects.
 *
 * @param url address that negotiate gave it
 * @param accessToken token that negotiate gave it
 * @param headers headers of its request
 * @param moreClaims claims of the user beside those of the token
 */
public record InProcessRequest(URI url, String accessToken, Map<String, List<String>> headers, List<Claim> moreClaims) {

	public InProcessRequest {
		headers = Map.copyOf(headers);
		moreClaims = List.copyOf(moreClaims);
	}

	/** Tells nothing: the token is secret. */
	@Override
	public String toString() {
		return "InProcessRequest[]";
	}

}
