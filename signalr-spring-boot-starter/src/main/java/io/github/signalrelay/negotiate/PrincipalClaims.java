// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.security.Principal;
import java.util.List;

import io.github.signalrelay.protocol.service.Claim;

/**
 * Turns an authenticated principal into claims.
 */
@FunctionalInterface
public interface PrincipalClaims {

	/** Claim type of a user's name in .NET. */
	String NAME = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name";

	/** Claim type of a role in .NET. */
	String ROLE = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

	/** Knows the name only, as every principal does. */
	PrincipalClaims NAME_ONLY = (principal) -> new UserClaims(List.of(new Claim(NAME, principal.getName())), null);

	/**
	 * Claims of a principal.
	 * @param principal who is authenticated
	 * @return the claims
	 */
	UserClaims claimsOf(Principal principal);

}
