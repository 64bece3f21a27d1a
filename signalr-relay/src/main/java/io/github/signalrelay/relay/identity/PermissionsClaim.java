// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Reads from the claims of a token what its owner may do. Immutable.
 */
final class PermissionsClaim {

	private final OidcIssuer issuer;

	PermissionsClaim(OidcIssuer issuer) {
		this.issuer = issuer;
	}

	Set<DataAction> read(Map<String, ?> claims) {
		Set<DataAction> actions = EnumSet.noneOf(DataAction.class);
		actions.addAll(this.issuer.granted());
		for (String value : values(find(claims, this.issuer.permissionsClaim()))) {
			actions.addAll(DataAction.named(value));
			actions.addAll(this.issuer.permissions().getOrDefault(value, Set.of()));
		}
		return actions;
	}

	/** A claim may have dots in its own name, as those that are addresses do. */
	private static @Nullable Object find(Map<String, ?> claims, String name) {
		Object value = claims.get(name);
		int dot = name.indexOf('.');
		if (value == null && dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
			Map<String, Object> named = new HashMap<>();
			inner.forEach((key, item) -> named.put(String.valueOf(key), item));
			return find(named, name.substring(dot + 1));
		}
		return value;
	}

	private static List<String> values(@Nullable Object claim) {
		List<String> values = new ArrayList<>();
		if (claim instanceof String text) {
			values.add(text);
			values.addAll(List.of(text.split(" ")));
		}
		else if (claim instanceof Collection<?> items) {
			items.forEach((item) -> values.add(String.valueOf(item)));
		}
		return values;
	}

}
