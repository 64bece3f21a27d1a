// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.link;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.token.AccessToken;
import io.github.signalrelay.protocol.token.ClientTokenClaims;
import io.github.signalrelay.protocol.token.ServiceClaims;
import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.ClientIdentity;
import io.github.signalrelay.relay.negotiate.ConnectionIds;
import io.github.signalrelay.relay.security.RequestAuthenticator;
import io.github.signalrelay.relay.security.RequestQuery;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.security.TokenUse;

/**
 * Checks the token of a client as the relay's endpoint does, and puts together what hubs
 * learn of the client.
 */
final class InProcessIdentities {

	private static final String LOOPBACK = "127.0.0.1";

	private final RelaySettings settings;

	private final RequestAuthenticator authenticator;

	private final ConnectionIds ids;

	InProcessIdentities(Relay relay) {
		this.settings = relay.settings();
		this.authenticator = relay.authenticator();
		this.ids = new ConnectionIds(this.settings.nodeId());
	}

	ClientIdentity of(InProcessRequest request) throws RequestRefusedException {
		URI url = request.url();
		String rawQuery = Objects.requireNonNullElse(url.getRawQuery(), "");
		RequestQuery query = RequestQuery.parse(rawQuery);
		AccessToken token = this.authenticator.authenticate(List.of("Bearer " + request.accessToken()), query,
				url.getHost(), TokenUse.CLIENT, rawQuery);
		List<Claim> claims = new ArrayList<>(token.longNamedClaims());
		claims.addAll(ClientTokenClaims.builder().userClaims(request.moreClaims()).build());
		return new ClientIdentity(this.ids.nextId(), query.hub(), token.userId(), claims, headers(request),
				query.withoutToken(), terms(token));
	}

	private static MessageHeaders headers(InProcessRequest request) {
		Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
		headers.putIfAbsent("X-Forwarded-For", List.of(LOOPBACK));
		return new MessageHeaders(headers);
	}

	private ClientIdentity.Terms terms(AccessToken token) {
		String handshake = token.first(ServiceClaims.HANDSHAKE_TIMEOUT);
		boolean detailedErrors = Boolean.parseBoolean(token.first(ServiceClaims.DETAILED_ERRORS));
		return new ClientIdentity.Terms(timeout(handshake), null, detailedErrors);
	}

	private Duration timeout(@Nullable String seconds) {
		return (seconds != null) ? Duration.ofSeconds(Long.parseLong(seconds)) : this.settings.timeouts().handshake();
	}

}
