// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.identity;

import java.net.URI;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An OpenID Connect provider whose tokens app servers may show.
 *
 * @param issuer what tokens name as their issuer ({@code iss}), exactly; also where its
 * discovery document is found
 * @param jwkSetUri where its public keys are, or {@code null} to find that by discovery
 * @param audiences tokens have to be for one of these ({@code aud}), one at least
 * @param permissionsClaim claim that tells what an identity may do: texts, or a text with
 * spaces between them. A dot leads into an object, as in {@code realm_access.roles}
 * @param permissions what values of that claim mean, beside those that
 * {@link DataAction#named} knows
 * @param granted what every identity with a good token may do
 */
public record OidcIssuer(String issuer, @Nullable URI jwkSetUri, Set<String> audiences, String permissionsClaim,
		Map<String, Set<DataAction>> permissions, Set<DataAction> granted) {

	/** Audience of the scope that Microsoft's SDKs ask for. */
	public static final String AZURE_AUDIENCE = "https://signalr.azure.com";

	/** Claim that app roles of Entra ID come in. */
	public static final String DEFAULT_PERMISSIONS_CLAIM = "roles";

	public OidcIssuer {
		require("issuer", issuer);
		if (jwkSetUri != null) {
			require("jwkSetUri", jwkSetUri.toString());
		}
		audiences = Set.copyOf(audiences);
		permissions = Map.copyOf(permissions);
		granted = Set.copyOf(granted);
		if (audiences.isEmpty()) {
			throw new IllegalArgumentException("audiences: none (expected: one at least)");
		}
	}

	private static void require(String name, String address) {
		if (!address.matches("https?://[^/].*")) {
			throw new IllegalArgumentException(name + ": " + address + " (expected: an http or https address)");
		}
	}

}
