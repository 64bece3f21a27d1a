// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ConnectionReconnect;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.MultiConnectionData;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.ServiceMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A client in raw protocol text: what a relay would forward for it, and what it would
 * see.
 */
final class TestClient {

	static final Duration LIMIT = Duration.ofSeconds(10);

	private static final String SEPARATOR = "\u001e";

	final String id;

	private final HubFixture fixture;

	private final HubDispatcher dispatcher;

	final RecordingLink link;

	TestClient(HubFixture fixture, HubDispatcher dispatcher, RecordingLink link, String id) {
		this(fixture, dispatcher, link, id, List.of(), Map.of(), "");
	}

	TestClient(HubFixture fixture, HubDispatcher dispatcher, RecordingLink link, String id, List<Claim> claims,
			Map<String, List<String>> headers, String query) {
		this.fixture = fixture;
		this.dispatcher = dispatcher;
		this.link = link;
		this.id = id;
		dispatcher.onMessage(link, new OpenConnection(id, claims, new MessageHeaders(headers), query, null, "json"));
	}

	HubFixture fixture() {
		return this.fixture;
	}

	/** Sends a JSON message; the separator is added. */
	void send(String json) {
		raw(Payload.utf8(json + SEPARATOR), false);
	}

	void invoke(String invocationId, String target, String arguments) {
		send("{\"type\":1,\"invocationId\":\"" + invocationId + "\",\"target\":\"" + target + "\",\"arguments\":["
				+ arguments + "]}");
	}

	/** Calls with upload streams; no answer when the id is {@code null}. */
	void upload(String invocationId, String target, String arguments, String streamIds) {
		String id = (invocationId != null) ? "\"invocationId\":\"" + invocationId + "\"," : "";
		send("{\"type\":1," + id + "\"target\":\"" + target + "\",\"arguments\":[" + arguments + "],\"streamIds\":["
				+ streamIds + "]}");
	}

	void stream(String invocationId, String target, String arguments) {
		send("{\"type\":4,\"invocationId\":\"" + invocationId + "\",\"target\":\"" + target + "\",\"arguments\":["
				+ arguments + "]}");
	}

	void item(String streamId, String item) {
		send("{\"type\":2,\"invocationId\":\"" + streamId + "\",\"item\":" + item + "}");
	}

	void endStream(String streamId) {
		send("{\"type\":3,\"invocationId\":\"" + streamId + "\"}");
	}

	void cancel(String invocationId) {
		send("{\"type\":5,\"invocationId\":\"" + invocationId + "\"}");
	}

	/** An item as it is sent to the client. */
	static String itemOf(String invocationId, String item) {
		return "{\"type\":2,\"invocationId\":\"" + invocationId + "\",\"item\":" + item + "}";
	}

	/** The end of a stream as it is sent to the client. */
	static String endOf(String invocationId) {
		return "{\"type\":3,\"invocationId\":\"" + invocationId + "\"}";
	}

	static String resultOf(String invocationId, String result) {
		return "{\"type\":3,\"invocationId\":\"" + invocationId + "\",\"result\":" + result + "}";
	}

	static String errorOf(String invocationId, String error) {
		return "{\"type\":3,\"invocationId\":\"" + invocationId + "\",\"error\":\"" + error + "\"}";
	}

	void raw(Payload payload, boolean partial) {
		this.dispatcher.onMessage(this.link,
				new ConnectionData(this.id, payload, null, DataMessageType.UNKNOWN, partial));
	}

	void reconnectTransport() {
		this.dispatcher.onMessage(this.link, new ConnectionReconnect(this.id));
	}

	/** The relay reports that the client has gone. */
	void leave() {
		this.dispatcher.onMessage(this.link, new CloseConnection(this.id, "", MessageHeaders.NONE, null));
	}

	/** Everything that was sent to the client, without separators, one unit each. */
	List<String> received() {
		List<String> units = new ArrayList<>();
		for (ServiceMessage message : this.link.sent) {
			Payload payload = payload(message);
			if (payload != null) {
				String text = payload.toUtf8String();
				assertThat(text).endsWith(SEPARATOR);
				units.add(text.substring(0, text.length() - 1));
			}
		}
		return units;
	}

	List<Payload> receivedBytes() {
		List<Payload> units = new ArrayList<>();
		for (ServiceMessage message : this.link.sent) {
			Payload payload = payload(message);
			if (payload != null) {
				units.add(payload);
			}
		}
		return units;
	}

	private Payload payload(ServiceMessage message) {
		if (message instanceof ConnectionData data && data.connectionId().equals(this.id)) {
			return data.payload();
		}
		if (message instanceof MultiConnectionData data && data.connectionList().contains(this.id)) {
			assertThat(data.payloads().byProtocol()).hasSize(1);
			return data.payloads().byProtocol().values().iterator().next();
		}
		return null;
	}

	/** Kinds of data that were sent, in order. */
	List<DataMessageType> receivedTypes() {
		return this.link.sent.stream()
			.filter((message) -> message instanceof ConnectionData data && data.connectionId().equals(this.id))
			.map((message) -> ((ConnectionData) message).dataMessageType())
			.toList();
	}

	void awaitReceived(String... units) {
		await().atMost(LIMIT).untilAsserted(() -> assertThat(received()).containsExactly(units));
	}

	/** Waits for the response to the handshake; more may have come by then. */
	void awaitHandshake() {
		await().atMost(LIMIT).untilAsserted(() -> assertThat(received()).startsWith("{}"));
	}

	/** Waits for messages behind the handshake response. */
	void awaitMessages(String... messages) {
		await().atMost(LIMIT).untilAsserted(() -> {
			List<String> received = received();
			assertThat(received.subList(1, received.size())).containsExactly(messages);
		});
	}

	static void awaitThat(BooleanSupplier condition) {
		await().atMost(LIMIT).until(condition::getAsBoolean);
	}

	boolean isClosedByServer() {
		return this.link.sent.stream()
			.anyMatch((message) -> message instanceof CloseConnection close && close.connectionId().equals(this.id));
	}

	void awaitClosedByServer() {
		await().atMost(LIMIT).until(this::isClosedByServer);
	}

	static Map<String, List<String>> headers(String... namesAndValues) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (int index = 0; index < namesAndValues.length; index += 2) {
			headers.put(namesAndValues[index], List.of(namesAndValues[index + 1]));
		}
		return headers;
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
