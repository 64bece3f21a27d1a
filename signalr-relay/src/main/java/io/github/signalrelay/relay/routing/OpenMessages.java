// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.token.ServiceClaims;
import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * How an app server gets to know a client (service protocol reference, 4.9 and 4.10).
 */
final class OpenMessages {

	/** Only the service may set headers that begin so. */
	private static final String SERVICE_HEADER_PREFIX = "asrs-";

	private OpenMessages() {
	}

	/**
	 * Opens a client at the server connection that serves it, and passes its handshake
	 * on.
	 * @param client the client
	 * @param nodeId id of this node
	 * @param migrateFrom server id that it comes from, whose answer to the handshake it
	 * has, or {@code null} for a new client
	 */
	static void write(RoutedClient client, String nodeId, @Nullable String migrateFrom) {
		ClientConnection connection = client.connection;
		ServerConnection server = client.server();
		server.write(new OpenConnection(connection.id(), client.claims(), headers(connection, nodeId, migrateFrom),
				connection.queryString(), null, connection.protocol()));
		server.write(data(connection, connection.handshakeRequest()));
	}

	private static MessageHeaders headers(ClientConnection connection, String nodeId, @Nullable String migrateFrom) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		connection.headers().byName().forEach((name, values) -> {
			// A client that could say where it migrates from would upset its app server
			if (!name.toLowerCase(Locale.ROOT).startsWith(SERVICE_HEADER_PREFIX)) {
				headers.put(name, values);
			}
		});
		headers.put(MessageHeaders.INSTANCE_ID, List.of(nodeId));
		headers.put(MessageHeaders.TRANSPORT, List.of(connection.transportType().wireName()));
		if ("true".equalsIgnoreCase(connection.claim(ServiceClaims.DIAGNOSTIC_CLIENT))) {
			headers.put(MessageHeaders.IS_DIAGNOSTIC_CLIENT, List.of("true"));
		}
		if (migrateFrom != null) {
			headers.put(MessageHeaders.MIGRATE_FROM, List.of(migrateFrom));
		}
		return new MessageHeaders(headers);
	}

	/** What a client sent, for its app server. */
	static ConnectionData data(ClientConnection connection, Payload payload) {
		return new ConnectionData(connection.id(), payload, null, DataMessageType.UNKNOWN, false);
	}

}
