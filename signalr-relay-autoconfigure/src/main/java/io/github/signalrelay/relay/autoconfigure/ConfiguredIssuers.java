// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.autoconfigure.RelayProperties.Oidc.Issuer;
import io.github.signalrelay.relay.identity.DataAction;
import io.github.signalrelay.relay.identity.OidcIssuer;

/**
 * Identity providers from the properties.
 */
final class ConfiguredIssuers {

	private static final String PREFIX = "signalr.relay.oidc.issuers.";

	private ConfiguredIssuers() {
	}

	/**
	 * Checks the configured providers.
	 * @throws InvalidRelayPropertyException if one of them cannot be used
	 */
	static List<OidcIssuer> of(RelayProperties properties) {
		List<OidcIssuer> issuers = new ArrayList<>();
		properties.oidc().issuers().forEach((name, issuer) -> issuers.add(issuer(PREFIX + name, issuer)));
		if (issuers.stream().map(OidcIssuer::issuer).distinct().count() < issuers.size()) {
			throw new InvalidRelayPropertyException(PREFIX + "*.issuer-uri",
					issuers.stream().map(OidcIssuer::issuer).toList(), "Two providers have the same address.",
					"Keep one of them.");
		}
		return issuers;
	}

	private static OidcIssuer issuer(String prefix, Issuer issuer) {
		String uri = issuer.issuerUri();
		if (uri == null || uri.isBlank()) {
			throw new InvalidRelayPropertyException(prefix + ".issuer-uri", "", "A provider needs an address.",
					"Set it to what the provider's tokens have in their claim 'iss'.");
		}
		Map<String, Set<DataAction>> permissions = new HashMap<>();
		issuer.permissions()
			.forEach((value, names) -> permissions.put(value, actions(prefix + ".permissions." + value, names)));
		try {
			return new OidcIssuer(uri.trim(), uri(issuer.jwkSetUri()), issuer.audiences(), issuer.permissionsClaim(),
					permissions, actions(prefix + ".granted", issuer.granted()));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidRelayPropertyException(prefix, uri, String.valueOf(ex.getMessage()),
					"Set a value of the expected form.");
		}
	}

	private static @Nullable URI uri(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : URI.create(text.trim());
	}

	private static Set<DataAction> actions(String property, Set<String> names) {
		Set<DataAction> actions = EnumSet.noneOf(DataAction.class);
		for (String name : names) {
			Set<DataAction> named = DataAction.named(name);
			if (named.isEmpty()) {
				throw new InvalidRelayPropertyException(property, name,
						"There is no data action or role of Azure SignalR Service with this name.",
						"Name a role such as 'SignalR App Server' or a data action such as 'serverConnection/write'.");
			}
			actions.addAll(named);
		}
		return actions;
	}

}
