// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import io.github.signalrelay.protocol.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for every message and every input of {@link JsonHubProtocol}.
 */
class JsonHubProtocolPropertyTests {

	private final JsonHubProtocol protocol = new JsonHubProtocol();

	@Property(tries = 500)
	void whatIsWrittenIsReadAgain(@ForAll("messages") HubMessage message) {
		ByteBuffer input = this.protocol.write(message).asByteBuffer();
		assertThat(this.protocol.parse(input, binder(message))).isEqualTo(message);
		assertThat(input.hasRemaining()).isFalse();
	}

	@Property(tries = 50)
	void splitAtEveryByteNothingIsReadTooEarly(@ForAll("messages") HubMessage message) {
		byte[] bytes = this.protocol.write(message).toByteArray();
		for (int length = 0; length < bytes.length; length++) {
			ByteBuffer input = ByteBuffer.wrap(bytes, 0, length);
			assertThat(this.protocol.parse(input, binder(message))).isNull();
			assertThat(input.position()).isZero();
		}
	}

	@Property(tries = 100)
	void messagesInARowAreAllRead(@ForAll @Size(max = 10) List<@From("messages") HubMessage> messages) {
		ByteBuffer input = ByteBuffer.allocate(1 << 20);
		messages.forEach((message) -> this.protocol.write(message).writeTo(input));
		input.flip();
		List<HubMessage> read = new ArrayList<>();
		for (HubMessage message : messages) {
			read.add(this.protocol.parse(input, binder(message)));
		}
		assertThat(read).isEqualTo(messages);
	}

	@Property(tries = 2000)
	void randomBytesAreRefusedOrRead(@ForAll @Size(max = 200) byte[] noise) {
		consume(ByteBuffer.wrap(noise));
	}

	@Property(tries = 2000)
	void damagedMessagesAreRefusedOrRead(@ForAll("messages") HubMessage message, @ForAll int where,
			@ForAll byte value) {
		byte[] bytes = this.protocol.write(message).toByteArray();
		bytes[Math.floorMod(where, bytes.length)] = value;
		consume(ByteBuffer.wrap(bytes));
	}

	@Property(tries = 1000)
	void handshakesAreRefusedOrRead(@ForAll @Size(max = 100) byte[] noise) {
		try {
			HandshakeProtocol.parseRequest(ByteBuffer.wrap(noise));
			HandshakeProtocol.parseResponse(ByteBuffer.wrap(noise));
		}
		catch (HubProtocolException ex) {
			assertThat(ex).hasMessageNotContaining("Jackson");
		}
	}

	@Property
	void handshakeIsReadAgain(@ForAll String protocolName, @ForAll int version) {
		HandshakeRequest request = new HandshakeRequest(replaceLoneSurrogates(protocolName), version);
		assertThat(HandshakeProtocol.parseRequest(HandshakeProtocol.writeRequest(request).asByteBuffer()))
			.isEqualTo(request);
	}

	/** Reads until nothing is left or the input is refused; each step must go forward. */
	private void consume(ByteBuffer input) {
		try {
			int before = input.position();
			while (this.protocol.parse(input, FixedBinder.ANY) != null) {
				assertThat(input.position()).isGreaterThan(before);
				before = input.position();
			}
		}
		catch (HubProtocolException ex) {
			assertThat(ex).message().isNotBlank();
		}
	}

	private static InvocationBinder binder(HubMessage message) {
		int count = 0;
		if (message instanceof Invocation invocation) {
			count = invocation.arguments().size();
		}
		else if (message instanceof StreamInvocation invocation) {
			count = invocation.arguments().size();
		}
		return new FixedBinder(new ArrayList<>(Collections.nCopies(count, Object.class)), Object.class);
	}

	@Provide
	Arbitrary<HubMessage> messages() {
		Arbitrary<String> ids = texts().filter((text) -> !text.isEmpty());
		Arbitrary<Map<String, String>> headers = Arbitraries.maps(texts(), texts()).ofMaxSize(3);
		Arbitrary<List<Object>> arguments = values().list().ofMaxSize(4);
		Arbitrary<List<String>> streams = texts().list().ofMaxSize(2);
		return Arbitraries.oneOf(
				Combinators.combine(headers, ids.injectNull(0.3), ids, arguments, streams).as(Invocation::new),
				Combinators.combine(headers, ids, ids, arguments, streams).as(StreamInvocation::new),
				Combinators.combine(headers, ids, values()).as(StreamItem::new),
				Combinators.combine(headers, ids, values())
					.as((map, id, value) -> new Completion(map, id, null, true, value)),
				Combinators.combine(headers, ids, ids.injectNull(0.3))
					.as((map, id, error) -> new Completion(map, id, error, false, null)),
				Combinators.combine(headers, ids).as(CancelInvocation::new), Arbitraries.just(Ping.INSTANCE),
				Combinators.combine(texts().injectNull(0.3), Arbitraries.of(true, false)).as(Close::new),
				Arbitraries.longs().map(Ack::new), Arbitraries.longs().map(Sequence::new));
	}

	private static Arbitrary<String> texts() {
		return Arbitraries.strings().ofMaxLength(12).map(JsonHubProtocolPropertyTests::replaceLoneSurrogates);
	}

	/** Lone surrogates cannot be written in UTF-8. */
	private static String replaceLoneSurrogates(String text) {
		return Payload.utf8(text).toUtf8String();
	}

	/** Values that keep their Java type when they are read as an object. */
	private static Arbitrary<Object> values() {
		Arbitrary<Object> scalars = Arbitraries.oneOf(texts().map((value) -> value),
				Arbitraries.integers().map((value) -> value), Arbitraries.of(true, false).map((value) -> value),
				Arbitraries.doubles()
					.between(-1e6, 1e6)
					.filter((value) -> value != Math.rint(value))
					.map((value) -> value),
				Arbitraries.longs().filter((value) -> value != value.intValue()).map((value) -> value));
		return Arbitraries.oneOf(scalars.injectNull(0.1), scalars.list().ofMaxSize(3).map((value) -> value),
				Arbitraries.maps(texts(), scalars).ofMaxSize(3).map((value) -> value));
	}

}
