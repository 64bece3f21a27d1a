// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.jmh;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.FramedMessageType;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.InvocationBinder;
import io.github.signalrelay.protocol.hub.JsonHubProtocol;
import io.github.signalrelay.protocol.hub.MessagePackHubProtocol;

/**
 * Hub messages, to bytes and back: what a hub does for each call of a client.
 */
public class HubCodecBenchmark extends MicroBenchmark {

	private static final InvocationBinder ONE_TEXT = new OneText();

	/** Name of the hub protocol. */
	@Param({ "json", "messagepack" })
	public String protocol = "json";

	private final Invocation invocation = new Invocation(Map.of(), "42", "echo", List.of("x".repeat(SMALL)), List.of());

	private final Completion completion = new Completion(Map.of(), "42", null, true, "x".repeat(SMALL));

	private HubProtocol codec = new JsonHubProtocol();

	private HubFraming framing = HubFraming.RECORD_SEPARATOR;

	private ByteBuffer invocationBytes = ByteBuffer.allocate(0);

	private ByteBuffer completionBytes = ByteBuffer.allocate(0);

	/**
	 * Makes the bytes.
	 */
	@Setup
	public void make() {
		if ("messagepack".equals(this.protocol)) {
			this.codec = new MessagePackHubProtocol();
			this.framing = HubFraming.LENGTH_PREFIX;
		}
		this.invocationBytes = this.codec.write(this.invocation).asByteBuffer();
		this.completionBytes = this.codec.write(this.completion).asByteBuffer();
		if (!this.invocation.equals(readInvocation()) || !this.completion.equals(readCompletion())) {
			throw new IllegalStateException("What was read is not what was written");
		}
	}

	/**
	 * Reads a call with one text of 64 characters.
	 * @return the call
	 */
	@Benchmark
	public @Nullable HubMessage readInvocation() {
		return this.codec.parse(this.invocationBytes.rewind(), ONE_TEXT);
	}

	/**
	 * Writes the same call, as for a client.
	 * @return the bytes
	 */
	@Benchmark
	public Payload writeInvocation() {
		return this.codec.write(this.invocation);
	}

	/**
	 * Reads an answer with one text of 64 characters.
	 * @return the answer
	 */
	@Benchmark
	public @Nullable HubMessage readCompletion() {
		return this.codec.parse(this.completionBytes.rewind(), ONE_TEXT);
	}

	/**
	 * Writes the same answer.
	 * @return the bytes
	 */
	@Benchmark
	public Payload writeCompletion() {
		return this.codec.write(this.completion);
	}

	/**
	 * Tells whether stateful reconnect counts a message, which a relay asks of each.
	 * @return 1, since calls count
	 */
	@Benchmark
	public int countTrackable() {
		return FramedMessageType.countTrackable(this.invocationBytes.rewind(), this.framing);
	}

	/** All methods take a text and all results are texts. */
	private static final class OneText implements InvocationBinder {

		private final List<Type> types = List.of(String.class);

		@Override
		public List<Type> parameterTypes(String target) {
			return this.types;
		}

		@Override
		public Type resultType(String invocationId) {
			return String.class;
		}

		@Override
		public @Nullable Type streamItemType(String streamId) {
			return null;
		}

	}

}
