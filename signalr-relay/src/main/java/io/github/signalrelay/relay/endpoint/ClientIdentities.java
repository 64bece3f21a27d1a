// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.token.AccessToken;
import io.github.signalrelay.protocol.token.ServiceClaims;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.ClientIdentity;
import io.github.signalrelay.relay.client.ClientIdentity.Terms;

/**
 * Puts together what app servers learn of a client, and what its token asks for (service
 * protocol reference, 4.4 and 4.9).
 */
final class ClientIdentities {

	private static final String FORWARDED_FOR = "X-Forwarded-For";

	/** Headers between client and relay, and the relay's own credential. */
	private static final Set<String> NOT_PASSED_ON = Set.of("authorization", "proxy-authorization", "connection",
			"upgrade", "sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions",
			"sec-websocket-protocol", "content-length", "transfer-encoding", "asrs-instance-id", "asrs-migrate-from",
			"asrs-migrate-to", "asrs-is-diagnostic-client");

	private static final int MAX_HANDSHAKE_SECONDS = 30;

	private final RelaySettings settings;

	ClientIdentities(RelaySettings settings) {
		this.settings = settings;
	}

	/**
	 * Identity of a client.
	 * @param id public id of its connection
	 * @param client what its request has shown
	 * @param transport kind of transport that the request is for
	 */
	ClientIdentity of(String id, ClientAdmission.Admitted client, TransportType transport) {
		AccessToken token = client.token();
		return new ClientIdentity(id, client.scope(), token.userId(), token.longNamedClaims(),
				headers(client.request()), client.query().withoutToken(),
				new Terms(handshakeTimeout(token), closeAt(token, transport), detailedErrors(token)));
	}

	private MessageHeaders headers(ClientRequest request) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		HttpHeaders received = request.headers();
		// A name that came in two spellings is one header: app servers read the names
		// without regard to case, and fail on one that they have already
		Set<String> seen = new HashSet<>(NOT_PASSED_ON);
		seen.add(FORWARDED_FOR.toLowerCase(Locale.ROOT));
		for (String name : received.names()) {
			if (seen.add(name.toLowerCase(Locale.ROOT))) {
				headers.put(name, received.getAll(name));
			}
		}
		if (request.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null) {
			List<String> route = this.settings.access()
				.trustedProxies()
				.route(remote.getAddress(), received.getAll(FORWARDED_FOR));
			headers.put(FORWARDED_FOR, List.of(String.join(", ", route)));
		}
		return new MessageHeaders(headers);
	}

	private Duration handshakeTimeout(AccessToken token) {
		Long seconds = number(token.first(ServiceClaims.HANDSHAKE_TIMEOUT));
		return (seconds != null && seconds >= 1 && seconds <= MAX_HANDSHAKE_SECONDS) ? Duration.ofSeconds(seconds)
				: this.settings.timeouts().handshake();
	}

	/**
	 * WebSockets outlive their token unless it says otherwise. The other transports show
	 * theirs with each request, and so end with it.
	 */
	private static @Nullable Instant closeAt(AccessToken token, TransportType transport) {
		Instant asked = closeAt(token);
		Instant expiry = (transport == TransportType.WEB_SOCKETS) ? null : token.expiresAt();
		return (asked == null || (expiry != null && expiry.isBefore(asked))) ? expiry : asked;
	}

	private static @Nullable Instant closeAt(AccessToken token) {
		boolean diagnostic = Boolean.parseBoolean(token.first(ServiceClaims.DIAGNOSTIC_CLIENT));
		Long seconds = number(token.first(ServiceClaims.AUTHENTICATION_EXPIRES));
		boolean wanted = Boolean.parseBoolean(token.first(ServiceClaims.CLOSE_ON_EXPIRATION));
		if (!wanted || diagnostic || seconds == null) {
			return null;
		}
		return Instant
			.ofEpochSecond(Math.max(Instant.MIN.getEpochSecond(), Math.min(Instant.MAX.getEpochSecond(), seconds)));
	}

	private static boolean detailedErrors(AccessToken token) {
		return Boolean.parseBoolean(token.first(ServiceClaims.DETAILED_ERRORS));
	}

	private static @Nullable Long number(@Nullable String text) {
		try {
			return (text != null) ? Long.valueOf(text) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
