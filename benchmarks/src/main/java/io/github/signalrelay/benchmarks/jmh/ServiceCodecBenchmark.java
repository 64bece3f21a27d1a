// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.jmh;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.JoinGroupWithAck;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.MultiConnectionData;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.ServiceMessageReader;
import io.github.signalrelay.protocol.service.ServiceMessageWriter;

/**
 * Messages between relay and app server, to bytes and back.
 */
public class ServiceCodecBenchmark extends MicroBenchmark {

	private static final String CLIENT = "f8Yb2bJ3v0RkZpQ5m1Xg7w";

	private static final int LIMIT = 1 << 20;

	/** Name of the message's type. */
	@Param({ "ConnectionData", "BroadcastData", "GroupBroadcastData", "MultiConnectionData", "JoinGroupWithAck",
			"OpenConnection" })
	public String message = "ConnectionData";

	private final Last last = new Last();

	private final ServiceMessageReader reader = new ServiceMessageReader(LIMIT);

	private ServiceMessage value = connectionData();

	private ByteBuffer bytes = ByteBuffer.allocate(0);

	/**
	 * Makes the message.
	 */
	@Setup
	public void make() {
		this.value = switch (this.message) {
			case "ConnectionData" -> connectionData();
			case "BroadcastData" -> new BroadcastData(List.of(), payloads(), null, null);
			case "GroupBroadcastData" ->
				new GroupBroadcastData("room-1234", List.of(CLIENT), payloads(), null, null, List.of(), null);
			case "MultiConnectionData" -> new MultiConnectionData(List.of(CLIENT), payloads(), null, null);
			case "JoinGroupWithAck" -> new JoinGroupWithAck(CLIENT, "room-1234", 17, null);
			case "OpenConnection" -> openConnection();
			default -> throw new IllegalArgumentException("message: " + this.message);
		};
		this.bytes = ByteBuffer.wrap(ServiceMessageWriter.write(this.value));
		if (!this.value.equals(read())) {
			throw new IllegalStateException("What was read is not what was written");
		}
	}

	private static ServiceMessage connectionData() {
		return new ConnectionData(CLIENT, hubMessage(), null, DataMessageType.INVOCATION, false);
	}

	private static ServiceMessage openConnection() {
		return new OpenConnection(CLIENT,
				List.of(new Claim("nameid", "user-1234"), new Claim("exp", "1767225600"),
						new Claim("aud", "http://localhost:8888/client/?hub=chat")),
				new MessageHeaders(Map.of(MessageHeaders.INSTANCE_ID, List.of("node-1"), "User-Agent",
						List.of("Microsoft SignalR/8.0"))),
				"?hub=chat&asrs.op=%2Fchat", null, "json");
	}

	private static Payloads payloads() {
		return new Payloads(Map.of("json", hubMessage(), "messagepack", hubMessage()));
	}

	private static Payload hubMessage() {
		return Payload.utf8("{\"type\":1,\"target\":\"send\",\"arguments\":[\"" + "x".repeat(SMALL) + "\"]}\u001e");
	}

	/**
	 * Reads a message that has come whole.
	 * @return the message
	 */
	@Benchmark
	public @Nullable ServiceMessage read() {
		this.bytes.rewind();
		this.reader.read(this.bytes, this.last);
		return this.last.message;
	}

	/**
	 * Writes a message with its length in front.
	 * @return the bytes
	 */
	@Benchmark
	public byte[] write() {
		return ServiceMessageWriter.write(this.value);
	}

	/** Keeps the last message; there should be no other than good ones. */
	private static final class Last implements ServiceMessageReader.Handler {

		private @Nullable ServiceMessage message;

		@Override
		public void onMessage(ServiceMessage read) {
			this.message = read;
		}

		@Override
		public void onUnknownType(int type) {
			throw new IllegalStateException("type: " + type);
		}

		@Override
		public void onInvalid(String problem) {
			throw new IllegalStateException(problem);
		}

	}

}
