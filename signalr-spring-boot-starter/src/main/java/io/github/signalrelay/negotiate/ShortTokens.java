// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.StoreClaims;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.ClaimNames;
import io.github.signalrelay.protocol.token.ServiceClaims;

/**
 * Tokens for clients with too many claims: the relay keeps the claims of the user, and
 * the token names them by an id. Any thread may use it.
 */
final class ShortTokens {

	private static final int ID_BYTES = 16;

	/** By these the relay knows the user where there is no claim for it alone. */
	private static final Set<String> IDENTITY = Set.of(ClaimNames.NAME_IDENTIFIER, "nameid", "sub");

	private final SecureRandom random = new SecureRandom();

	/**
	 * Makes a token and sends the claims that it does not hold to the relay.
	 * @param issuer signs the token
	 * @param audience whom the token is for
	 * @param lifetime how long it is good for
	 * @param claims all claims of the client
	 * @param store takes claims to the relay
	 * @return the token, or {@code null} when the claims cannot be sent
	 * @throws io.github.signalrelay.protocol.token.AccessTokenTooLongException if it is
	 * still too long; then nothing is sent
	 */
	@Nullable String issue(AccessTokenIssuer issuer, String audience, Duration lifetime, List<Claim> claims, ClaimsStore store) {
		String id = newId();
		List<Claim> inToken = new ArrayList<>();
		List<Claim> inRelay = new ArrayList<>();
		for (Claim claim : claims) {
			(staysInToken(claim) ? inToken : inRelay).add(claim);
		}
		inToken.add(new Claim(ServiceClaims.CLAIMS_REFERENCE, id));
		String token = issuer.issue(audience, lifetime, inToken);
		int ttl = (int) Math.min(lifetime.toSeconds(), Integer.MAX_VALUE);
		return store.store(new StoreClaims(id, inRelay, ttl)) ? token : null;
	}

	private static boolean staysInToken(Claim claim) {
		return claim.type().startsWith(ServiceClaims.PREFIX) || IDENTITY.contains(claim.type());
	}

	private String newId() {
		byte[] bytes = new byte[ID_BYTES];
		this.random.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
