// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.connection.ServiceUrls;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.service.connection.ServiceLinkRequest;
import io.github.signalrelay.service.endpoint.ServerAccess;

/**
 * Reaches the service that a connection string names.
 */
final class ConnectionStringAccess implements ServerAccess {

	private final ServiceUrls urls;

	private final AccessTokenIssuer issuer;

	private final Duration lifetime;

	ConnectionStringAccess(ConnectionString connectionString, AccessTokenIssuer issuer, Duration lifetime) {
		this.urls = new ServiceUrls(connectionString, null); // requests have the name on
																// the wire
		this.issuer = issuer;
		this.lifetime = lifetime;
	}

	@Override
	public URI address(ServiceLinkRequest request) {
		return URI.create(this.urls.server(request.hub(), request.connectionId(), request.target()));
	}

	@Override
	public String token(ServiceLinkRequest request) {
		return this.issuer.issue(this.urls.serverAudience(request.hub()), this.lifetime,
				List.of(new Claim("nameid", request.serverId())));
	}

}
