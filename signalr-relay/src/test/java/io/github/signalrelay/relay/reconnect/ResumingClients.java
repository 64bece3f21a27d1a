// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBufAllocator;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Frame;
import io.github.signalrelay.relay.RawSocket.Response;
import io.github.signalrelay.relay.RecordingHub;
import io.github.signalrelay.relay.RecordingHub.Closed;
import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.transport.SharedFrame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A relay whose hub allows stateful reconnect, its clients, and what both say. Most tests
 * have one client at a time; the hub's side of it writes.
 */
final class ResumingClients implements AutoCloseable {

	static final String PING = "{\"type\":6}" + RecordingHub.RS;

	private static final Pattern TOKEN = Pattern.compile("\"connectionToken\":\"([^\"]+)\"");

	private final RelayFixture fixture;

	ResumingClients() {
		this(UnaryOperator.identity());
	}

	ResumingClients(ReconnectSettings settings) {
		this((relay) -> relay.withReconnect(settings));
	}

	ResumingClients(UnaryOperator<RelaySettings> changes) {
		this.fixture = new RelayFixture(changes);
		this.fixture.hub.stateful = true;
	}

	RecordingHub hub() {
		return this.fixture.hub;
	}

	Relay relay() {
		return this.fixture.relay;
	}

	SimpleMeterRegistry meters() {
		return this.fixture.meters;
	}

	Response negotiate(String query, Claim... claims) {
		try (RawSocket socket = new RawSocket(this.fixture.port)) {
			socket.send("POST /client/negotiate?hub=chat" + query + " HTTP/1.1\r\nHost: localhost\r\n"
					+ "Authorization: Bearer " + RelayFixture.clientToken(claims) + "\r\nContent-Length: 0\r\n\r\n");
			return socket.response();
		}
	}

	/** Secret token of a new connection for which stateful reconnect was agreed on. */
	String token(Claim... claims) {
		Matcher matcher = TOKEN.matcher(negotiate("&negotiateVersion=1&useStatefulReconnect=true", claims).body());
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

	/** A client behind its WebSocket upgrade, new or come back. */
	RawSocket connect(String token, Claim... claims) {
		return RawSocket.webSocket(this.fixture.port, uri(token, claims));
	}

	/** The same with an offer to compress. */
	RawSocket connectCompressed(String token) {
		return RawSocket.webSocket(this.fixture.port, uri(token), "Sec-WebSocket-Extensions: permessage-deflate");
	}

	/** A client behind its handshake in version 2. */
	RawSocket open(String token, Claim... claims) {
		return handshake(connect(token, claims));
	}

	static RawSocket handshake(RawSocket socket) {
		socket.sendText("{\"protocol\":\"json\",\"version\":2}" + RecordingHub.RS);
		assertThat(socket.read().text()).isEqualTo("{}" + RecordingHub.RS);
		return socket;
	}

	/** Answer to one who wants to come back and may not. */
	Response refused(String token, Claim... claims) {
		try (RawSocket socket = new RawSocket(this.fixture.port)) {
			return socket.upgrade(uri(token, claims));
		}
	}

	private static String uri(String token, Claim... claims) {
		return RelayFixture.clientUri(claims) + "&id=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
	}

	/** Writes to the only client. */
	void write(String text) {
		hub().onClient((client) -> client.writeData(Payload.utf8(text), DataMessageType.UNKNOWN));
	}

	/** Writes to the only client what others could share. */
	void multicast(String text) {
		hub().onClient((client) -> {
			SharedFrame frame = SharedFrame.webSocket(Payload.utf8(text), true, ByteBufAllocator.DEFAULT, 1);
			client.writeShared(frame);
			frame.release();
		});
	}

	/** Waits until the hub has received this and nothing else. */
	void received(String... data) {
		await().untilAsserted(() -> assertThat(hub().data).containsExactly(data));
	}

	/** Waits until so many clients are away. */
	void awaitAway(int number) {
		await().untilAsserted(() -> assertThat(away()).isEqualTo(number));
	}

	double away() {
		return meters().get("signalr.relay.reconnect.away").gauge().value();
	}

	double outcomes(String outcome) {
		return meters().get("signalr.relay.reconnects").tag("outcome", outcome).counter().count();
	}

	double closed(String category) {
		return this.fixture.closed(category);
	}

	/** Waits for the end of a client, the only one that may have ended. */
	Closed onlyEnd() {
		await().untilAsserted(() -> assertThat(hub().closed).hasSize(1));
		return hub().closed.get(0);
	}

	@Override
	public void close() {
		this.fixture.close();
	}

	static List<String> texts(RawSocket socket, int count) {
		return IntStream.range(0, count).mapToObj((index) -> socket.readData().text()).toList();
	}

	/** Next text that is no acknowledgement. */
	static String readNoAck(RawSocket socket) {
		Frame frame = socket.readData();
		while (frame.text().contains("\"type\":8")) {
			frame = socket.readData();
		}
		return frame.text();
	}

	static String item(int number) {
		return "{\"type\":2,\"invocationId\":\"1\",\"item\":" + number + "}" + RecordingHub.RS;
	}

	static String call(int number) {
		return "{\"arguments\":[" + number + "],\"target\":\"m\",\"type\":1}" + RecordingHub.RS;
	}

	static String acknowledgement(int id) {
		return "{\"type\":8,\"sequenceId\":" + id + "}" + RecordingHub.RS;
	}

	static String sequence(int id) {
		return "{\"type\":9,\"sequenceId\":" + id + "}" + RecordingHub.RS;
	}

}
