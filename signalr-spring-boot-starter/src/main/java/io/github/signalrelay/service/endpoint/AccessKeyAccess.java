// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.connection.ServiceUrls;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.service.connection.ServiceLinkRequest;

/**
 * Reaches an endpoint with the access key of its connection string. Immutable.
 */
public final class AccessKeyAccess implements EndpointAccess {

	/** For names on the wire, which have the application's name already. */
	private final ServiceUrls serverUrls;

	private final ServiceUrls clientUrls;

	private final AccessTokenIssuer issuer;

	private final Duration lifetime;

	/**
	 * Creates an access.
	 * @param connectionString where the endpoint is
	 * @param applicationName put before hub names, or {@code null}
	 * @param issuer signs all tokens with the key of the connection string
	 * @param lifetime how long tokens of service connections are good for
	 */
	public AccessKeyAccess(ConnectionString connectionString, @Nullable String applicationName,
			AccessTokenIssuer issuer, Duration lifetime) {
		this.serverUrls = new ServiceUrls(connectionString, null);
		this.clientUrls = new ServiceUrls(connectionString, applicationName);
		this.issuer = issuer;
		this.lifetime = lifetime;
	}

	@Override
	public URI address(ServiceLinkRequest request) {
		return URI.create(this.serverUrls.server(request.hub(), request.connectionId(), request.target()));
	}

	@Override
	public CompletionStage<String> token(ServiceLinkRequest request) {
		return CompletableFuture.completedStage(this.issuer.issue(this.serverUrls.serverAudience(request.hub()),
				this.lifetime, List.of(new Claim("nameid", request.serverId()))));
	}

	@Override
	public ServiceUrls urls() {
		return this.clientUrls;
	}

	@Override
	public AccessTokenIssuer clientTokens() {
		return this.issuer;
	}

}
