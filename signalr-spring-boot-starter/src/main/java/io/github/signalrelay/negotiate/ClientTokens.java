// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.security.Principal;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.token.ClientTokenClaims;
import io.github.signalrelay.protocol.token.ServerStickyMode;

/**
 * What the token of a client says about it (service protocol reference, 4.4 and 4.5).
 *
 * @param serverId id of this app server
 * @param stickyMode whether clients come back to this app server
 * @param lifetime time that tokens are valid
 * @param pollInterval longest pause between two polls of a client, or {@code null} for
 * what the relay has
 * @param userIds gives the user id
 * @param principalClaims turns the principal into claims
 * @param expiry tells when authentications expire
 * @param claimsProvider replaces the principal's claims, or {@code null}
 * @param transports limits the transports of clients, or {@code null}
 * @param diagnostics picks clients to be observed, or {@code null}
 */
public record ClientTokens(String serverId, ServerStickyMode stickyMode, Duration lifetime,
		@Nullable Duration pollInterval, UserIdProvider userIds, PrincipalClaims principalClaims,
		AuthenticationExpiry expiry, @Nullable ClaimsProvider claimsProvider,
		@Nullable TransportTypeDetector transports, @Nullable DiagnosticClientFilter diagnostics) {

	List<Claim> claims(NegotiateContext context, HubOptions options, int endpointCount) {
		Principal principal = context.principal();
		UserClaims user = (principal != null) ? this.principalClaims.claimsOf(principal) : UserClaims.NONE;
		ClientTokenClaims.Builder builder = ClientTokenClaims.builder();
		if (options.allowStatefulReconnects()) {
			builder.reconnectBuffer(options.statefulReconnectBufferSize().toBytes());
		}
		return builder.userId(this.userIds.userId(context))
			.sticky(this.serverId, this.stickyMode)
			.diagnosticClient(this.diagnostics != null && this.diagnostics.isDiagnostic(context))
			.handshakeTimeout(options.handshakeTimeout())
			.authenticationType(user.authenticationType())
			.endpointCount(endpointCount)
			.detailedErrors(options.enableDetailedErrors())
			.nameType((this.claimsProvider != null) ? null : user.nameType())
			.roleType((this.claimsProvider != null) ? null : user.roleType())
			.closeOnExpiration(options.closeOnAuthenticationExpiration() ? this.expiry.expiresAt(context) : null)
			.pollInterval(this.pollInterval)
			.transports((this.transports != null) ? this.transports.transports(context) : null)
			.userClaims((this.claimsProvider != null) ? this.claimsProvider.claims(context) : user.claims())
			.build();
	}

}
