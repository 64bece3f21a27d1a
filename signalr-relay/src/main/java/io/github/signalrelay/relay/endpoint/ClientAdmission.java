// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.token.AccessToken;
import io.github.signalrelay.protocol.token.SignedClaims;
import io.github.signalrelay.relay.ClientOwner;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.ClientConnections;
import io.github.signalrelay.relay.client.ClientPlace;
import io.github.signalrelay.relay.client.TooManyConnectionsException;
import io.github.signalrelay.relay.negotiate.NegotiatedConnections;
import io.github.signalrelay.relay.negotiate.NegotiatedConnections.Negotiated;
import io.github.signalrelay.relay.security.AllowedOrigins;
import io.github.signalrelay.relay.security.HandshakeRate;
import io.github.signalrelay.relay.security.RequestAuthenticator;
import io.github.signalrelay.relay.security.RequestAuthenticator.ClientToken;
import io.github.signalrelay.relay.security.RequestQuery;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.security.TokenTerms;

/**
 * Who may use the relay as a client, whichever transport is asked for. Any thread may use
 * it.
 */
public final class ClientAdmission {

	private static final Duration SOON = Duration.ofSeconds(1);

	/** More hubs than nearly any relay has. */
	private static final int HUBS = 64;

	private final RequestAuthenticator authenticator;

	private final ClientConnections clients;

	private final NegotiatedConnections negotiated;

	private final Set<TransportType> transports;

	private final AllowedOrigins origins;

	private final HandshakeRate rate;

	private final BooleanSupplier draining;

	private final RecentValues<HubScope> scopes = new RecentValues<>(HUBS);

	/**
	 * Makes the admission of a relay.
	 * @param settings the relay's settings
	 * @param authenticator checks tokens
	 * @param clients the connections that are there
	 * @param negotiated connections that clients may ask for
	 * @param rate limits how many come in a second
	 * @param draining whether the relay is shutting down
	 */
	public ClientAdmission(RelaySettings settings, RequestAuthenticator authenticator, ClientConnections clients,
			NegotiatedConnections negotiated, HandshakeRate rate, BooleanSupplier draining) {
		this.authenticator = authenticator;
		this.clients = clients;
		this.negotiated = negotiated;
		this.transports = settings.access().transports();
		this.origins = new AllowedOrigins(settings.access().allowedOrigins());
		this.rate = rate;
		this.draining = draining;
	}

	/**
	 * Pages that may use the relay.
	 */
	AllowedOrigins origins() {
		return this.origins;
	}

	/**
	 * Finds out who sends a request.
	 * @param request its head
	 * @param shown finds what the connection with a connection token has shown before, or
	 * {@code null}
	 * @return who it is
	 * @throws RequestRefusedException with 400, 401 or 403 if the client may not be here
	 */
	Admitted identify(ClientRequest request, Function<String, @Nullable SignedClaims> shown)
			throws RequestRefusedException {
		if (!this.origins.allows(request.headers().get("Origin"))) {
			throw new RequestRefusedException(403, "");
		}
		RequestQuery query = RequestQuery.parse(request.query());
		HubScope scope = query.hub();
		String id = query.first("id");
		ClientToken token = this.authenticator.authenticateClient(request.headers().getAll("Authorization"), query,
				request.headers().get("Host"), request.query(), (id != null) ? shown.apply(id) : null);
		return new Admitted(request, query, this.scopes.share(scope), token);
	}

	/**
	 * Refuses tokens whose access key is one of the past: they are good for connections
	 * that are there.
	 * @param client the client, who wants a new one
	 * @throws RequestRefusedException with 401 if its key has gone
	 */
	void checkCurrent(Admitted client) throws RequestRefusedException {
		if (!client.shown().current()) {
			throw new RequestRefusedException(401, "");
		}
	}

	/**
	 * Refuses transports that the relay or the client's token does not allow.
	 * @param client the client
	 * @param transport kind of transport that it asks for
	 * @throws RequestRefusedException with 404 if it may not have that
	 */
	void checkTransport(Admitted client, TransportType transport) throws RequestRefusedException {
		if (!allows(client, transport)) {
			throw new RequestRefusedException(404,
					transport.wireName() + " transport not supported by this end point type");
		}
	}

	/** Whether relay and token allow a transport. */
	boolean allows(Admitted client, TransportType transport) {
		return this.transports.contains(transport) && new TokenTerms(client.token()).allows(transport);
	}

	/**
	 * Refuses whoever comes while the relay goes.
	 * @throws RequestRefusedException with 503 if it does
	 */
	void checkOpen() throws RequestRefusedException {
		if (this.draining.getAsBoolean()) {
			throw new RequestRefusedException(503, "", SOON);
		}
	}

	/**
	 * Takes a negotiated connection, and a place for it.
	 * @param token secret of the connection, which came as {@code id}
	 * @param client the client
	 * @return both
	 * @throws RequestRefusedException with 401 if its access key has gone, with 404 if
	 * there is no such connection for this client, with 429 if there are too many
	 * connections, in all or of this user; then it may be asked for again
	 */
	Entry enter(String token, Admitted client) throws RequestRefusedException {
		checkCurrent(client);
		// Whoever asks for what is not there must not take anybody's place for a moment
		if (!this.negotiated.isWaiting(token, client.scope(), client.token().userId())) {
			throw unknown();
		}
		ClientPlace place = takePlace(client);
		Negotiated connection = this.negotiated.take(token, client.scope(), client.token().userId());
		if (connection == null) {
			place.giveBack(); // another request of the same client was faster
			throw unknown();
		}
		return new Entry(connection, place);
	}

	/**
	 * What is said to those who ask for a connection that they do not have.
	 */
	static RequestRefusedException unknown() {
		return new RequestRefusedException(404, "No Connection with that ID");
	}

	/**
	 * Takes a place for a client that comes without a negotiation, and counts it, which
	 * the negotiation would have done.
	 * @param client the client
	 * @return the place
	 * @throws RequestRefusedException with 401 if its access key has gone, with 429 if
	 * there are too many, in all or of this user, or too many come at once
	 */
	ClientPlace enterUnnegotiated(Admitted client) throws RequestRefusedException {
		checkCurrent(client);
		ClientPlace place = takePlace(client);
		if (!this.rate.tryTake()) {
			place.giveBack();
			throw new RequestRefusedException(429, "Too many connections at once.", SOON);
		}
		return place;
	}

	private ClientPlace takePlace(Admitted client) throws RequestRefusedException {
		try {
			return this.clients.takePlace(client.scope(), client.token().userId());
		}
		catch (TooManyConnectionsException ex) {
			throw new RequestRefusedException(429, String.valueOf(ex.getMessage()), SOON);
		}
	}

	/**
	 * A negotiated connection whose client has come.
	 *
	 * @param negotiated the connection
	 * @param place its place
	 */
	record Entry(Negotiated negotiated, ClientPlace place) {

	}

	/**
	 * A client whose token was found good.
	 *
	 * @param request head of its request
	 * @param query query of its request
	 * @param scope hub that it asks for
	 * @param shown its token
	 */
	record Admitted(ClientRequest request, RequestQuery query, HubScope scope, ClientToken shown) {

		/** Its token. */
		AccessToken token() {
			return this.shown.token();
		}

		/** Whom its connections belong to. */
		ClientOwner owner() {
			return new ClientOwner(this.scope, token().userId());
		}

	}

}
