// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.netty.handler.codec.http.HttpHeaders;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.token.AccessToken;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.ClientIdentity;
import io.github.signalrelay.relay.client.ClientIdentity.Terms;
import io.github.signalrelay.relay.security.TokenTerms;

/**
 * Puts together what app servers learn of a client (service protocol reference, 4.4 and
 * 4.9), and the terms of its connection.
 */
final class ClientIdentities {

	private static final String FORWARDED_FOR = "X-Forwarded-For";

	/**
	 * Headers between client and relay, those that the HTTP/2 codec makes up, and the
	 * relay's own credential.
	 */
	private static final Set<String> NOT_PASSED_ON = Set.of("authorization", "proxy-authorization", "connection",
			"upgrade", "sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions",
			"sec-websocket-protocol", "content-length", "transfer-encoding", "asrs-instance-id", "asrs-migrate-from",
			"asrs-migrate-to", "asrs-is-diagnostic-client", "x-http2-stream-id", "x-http2-scheme",
			"x-http2-stream-weight", "x-http2-stream-dependency-id");

	private static final int TERMS = 16;

	private final RelaySettings settings;

	private final RecentValues<Terms> terms = new RecentValues<>(TERMS);

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
		TokenTerms terms = new TokenTerms(token);
		return new ClientIdentity(id, client.scope(), token.userId(), token.longNamedClaims(),
				headers(client.request()), client.query().withoutToken(),
				this.terms.share(new Terms(terms.handshakeTimeout(this.settings.timeouts().handshake()),
						terms.closeAt(transport), terms.detailedErrors())));
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
			headers.put(FORWARDED_FOR,
					List.of(this.settings.access()
						.trustedProxies()
						.forwardedFor(remote.getAddress(), received.getAll(FORWARDED_FOR))));
		}
		return new MessageHeaders(headers);
	}

}
