// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubPrincipal;
import io.github.signalrelay.protocol.service.Claim;

/**
 * Who a client is, by the claims of its token (service protocol reference, sections 4.7
 * and 4.8).
 *
 * @param userId id of the user, or {@code null}
 * @param principal the user, or {@code null} for an anonymous client
 */
record CallerIdentity(@Nullable String userId, @Nullable HubPrincipal principal) {

	List<Claim> claims() {
		return (this.principal != null) ? this.principal.claims() : List.of();
	}

}
