// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.negotiate;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.negotiate.NegotiateResponse;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.token.AccessToken;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.negotiate.NegotiatedConnections.Negotiated;
import io.github.signalrelay.relay.security.AllowedOrigins;
import io.github.signalrelay.relay.security.HandshakeRate;
import io.github.signalrelay.relay.security.RefusalMeters;
import io.github.signalrelay.relay.security.RequestAuthenticator;
import io.github.signalrelay.relay.security.RequestQuery;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.security.TokenTerms;
import io.github.signalrelay.relay.security.TokenUse;

/**
 * Answers {@code POST {base path}/client/negotiate}, the second negotiation of a client
 * that its app server sent here (transports reference, section 2). Any thread may use it;
 * it never blocks.
 */
public final class NegotiateEndpoint {

	private static final int MINIMUM_VERSION = 0;

	private final RequestAuthenticator authenticator;

	private final AllowedOrigins origins;

	private final NegotiatedConnections connections;

	private final Set<TransportType> offered;

	private final HandshakeRate rate;

	private final BooleanSupplier draining;

	private final RefusalMeters refusals;

	private final Predicate<HubScope> statefulReconnects;

	/**
	 * Makes the endpoint of a relay.
	 * @param authenticator checks tokens
	 * @param origins pages that may negotiate
	 * @param connections where promised connections wait
	 * @param offered transports that the relay has
	 * @param rate limits how many clients come in a second
	 * @param draining whether the relay is shutting down
	 * @param refusals counts who is turned away
	 * @param statefulReconnects whether the app servers of a hub want stateful reconnect
	 */
	public NegotiateEndpoint(RequestAuthenticator authenticator, AllowedOrigins origins,
			NegotiatedConnections connections, Set<TransportType> offered, HandshakeRate rate, BooleanSupplier draining,
			RefusalMeters refusals, Predicate<HubScope> statefulReconnects) {
		this.authenticator = authenticator;
		this.origins = origins;
		this.connections = connections;
		this.offered = Set.copyOf(offered);
		this.rate = rate;
		this.draining = draining;
		this.refusals = refusals;
		this.statefulReconnects = statefulReconnects;
	}

	/**
	 * Answers a request of any method.
	 * @param request the request; its body does not matter
	 * @return the response
	 */
	public RelayResponse handle(RelayRequest request) {
		RelayResponse preflight = Preflight.answer(request, this.origins);
		if (preflight != null) {
			return preflight;
		}
		if (!"POST".equals(request.method())) {
			return RelayResponse.text(405, "").with(Map.of("Allow", "POST"));
		}
		RelayResponse response = answer(request);
		if (response.isRefusal()) {
			this.refusals.count("negotiate", response.status());
		}
		return response.with(this.origins.responseHeaders(request.header("Origin")));
	}

	private RelayResponse answer(RelayRequest request) {
		if (this.draining.getAsBoolean()) {
			return unavailable();
		}
		if (!this.origins.allows(request.header("Origin"))) {
			return RelayResponse.text(403, "");
		}
		try {
			RequestQuery query = RequestQuery.parse(request.query());
			HubScope scope = query.hub();
			AccessToken token = this.authenticator.authenticate(request.headers().apply("Authorization"), query,
					request.header("Host"), TokenUse.CLIENT, request.query());
			return negotiate(query, scope, token);
		}
		catch (RequestRefusedException ex) {
			return RelayResponse.text(ex.status(), ex.text()).with(ex.headers());
		}
	}

	private static RelayResponse unavailable() {
		return RelayResponse.text(503, "").with(Map.of("Retry-After", "1"));
	}

	private RelayResponse negotiate(RequestQuery query, HubScope scope, AccessToken token) {
		String asked = query.first("negotiateVersion");
		Integer version = version(asked);
		if (version == null) {
			return json(NegotiateResponse.error("The client requested an invalid protocol version '" + asked + "'"));
		}
		if (version < MINIMUM_VERSION) {
			return json(NegotiateResponse.error(
					"The client requested version '" + version + "', but the server does not support this version."));
		}
		if (!this.rate.tryTake()) {
			return RelayResponse.text(429, "Too many connections at once.").with(Map.of("Retry-After", "1"));
		}
		// Without a secret token, whoever knows the public id could take the connection
		// over
		boolean stateful = version > 0 && "true".equalsIgnoreCase(query.first("useStatefulReconnect"))
				&& this.statefulReconnects.test(scope);
		Negotiated negotiated = this.connections.add(scope, token.userId(), version > 0, stateful);
		return (negotiated == null) ? unavailable() : json(NegotiateResponse.connection(version, negotiated.id(),
				negotiated.token(), transports(new TokenTerms(token)), stateful));
	}

	private static @Nullable Integer version(@Nullable String asked) {
		if (asked == null || asked.isEmpty()) {
			return 0;
		}
		try {
			return Integer.valueOf(asked);
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * What is offered of the transports that the token allows.
	 */
	private Set<TransportType> transports(TokenTerms terms) {
		Set<TransportType> transports = EnumSet.noneOf(TransportType.class);
		transports.addAll(this.offered);
		transports.removeIf((transport) -> !terms.allows(transport));
		return transports;
	}

	private static RelayResponse json(NegotiateResponse response) {
		return new RelayResponse(200, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
				response.toJson());
	}

}
