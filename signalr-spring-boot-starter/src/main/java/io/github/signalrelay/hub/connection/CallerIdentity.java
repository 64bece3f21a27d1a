// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubPrincipal;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.token.ClientPrincipal;

/**
 * Who a client is, by the claims of its token (service protocol reference, sections 4.7
 * and 4.8).
 *
 * @param userId id of the user, or {@code null}
 * @param principal the user, or {@code null} for an anonymous client
 */
record CallerIdentity(@Nullable String userId, @Nullable HubPrincipal principal) {

	static CallerIdentity of(List<Claim> claims) {
		ClientPrincipal user = ClientPrincipal.of(claims);
		String type = user.authenticationType();
		if (type == null) {
			return new CallerIdentity(user.userId(), null);
		}
		String name = (user.name() != null) ? user.name() : Objects.requireNonNullElse(user.userId(), "");
		return new CallerIdentity(user.userId(), new HubPrincipal(name, type, user.roleType(), user.claims()));
	}

	List<Claim> claims() {
		return (this.principal != null) ? this.principal.claims() : List.of();
	}

}
