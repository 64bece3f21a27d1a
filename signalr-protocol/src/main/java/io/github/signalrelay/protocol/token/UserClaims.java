// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.signalrelay.protocol.service.Claim;

/**
 * How the user's own claims travel in a client token without colliding with the token's
 * (service protocol reference, 4.5), and how they come back (4.8).
 */
final class UserClaims {

	private static final String SUBJECT = "sub";

	private static final Set<String> RESERVED = Set.of("aud", "exp", "iat", "nbf", "iss", "actort", "acr", "azp",
			"c_hash", "jti", "nonce");

	private UserClaims() {
	}

	static List<Claim> toToken(List<Claim> claims) {
		List<Claim> escaped = new ArrayList<>(claims.size());
		boolean hasSubject = false;
		for (Claim claim : claims) {
			boolean subject = claim.type().equals(SUBJECT);
			boolean collides = RESERVED.contains(claim.type()) || (subject && hasSubject);
			escaped.add(collides ? new Claim(ServiceClaims.USER_PREFIX + claim.type(), claim.value()) : claim);
			hasSubject |= subject;
		}
		return escaped;
	}

	static List<Claim> fromToken(List<Claim> claims) {
		List<Claim> own = new ArrayList<>(claims.size());
		for (Claim claim : claims) {
			String type = claim.type();
			if (type.startsWith(ServiceClaims.USER_PREFIX)) {
				own.add(new Claim(type.substring(ServiceClaims.USER_PREFIX.length()), claim.value()));
			}
			else if (!RESERVED.contains(type) && !type.startsWith(ServiceClaims.PREFIX)) {
				own.add(claim);
			}
		}
		return own;
	}

}
