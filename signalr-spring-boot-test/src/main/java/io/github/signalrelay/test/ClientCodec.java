// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.hub.InvocationBinder;
import io.github.signalrelay.protocol.hub.InvocationBindingFailure;
import io.github.signalrelay.protocol.hub.RawResult;

/**
 * The client's side of a hub protocol of the application. What comes in keeps its
 * encoding until a test asks for a type. Immutable.
 */
final class ClientCodec {

	private static final String ANY_ID = "0";

	private static final int MAX_ARGUMENTS = 256;

	private final HubProtocol protocol;

	ClientCodec(HubProtocol protocol) {
		this.protocol = protocol;
	}

	String protocolName() {
		return this.protocol.name();
	}

	Payload write(HubMessage message) {
		return this.protocol.write(message);
	}

	void readAll(ByteBuffer input, Consumer<HubMessage> messages) {
		HubMessage message = read(input);
		while (message != null) {
			messages.accept(message);
			message = read(input);
		}
	}

	/**
	 * A binder is asked for types before anybody knows how many arguments there are, and
	 * the protocol refuses another number. So numbers are tried.
	 */
	private @Nullable HubMessage read(ByteBuffer input) {
		int start = input.position();
		for (int arguments = 0; arguments < MAX_ARGUMENTS; arguments++) {
			input.position(start);
			HubMessage message = this.protocol.parse(input, new RawBinder(arguments));
			if (!(message instanceof InvocationBindingFailure)) {
				return message;
			}
		}
		throw new HubProtocolException("The hub called a client with too many arguments.");
	}

	/**
	 * Turns a value into a Java object, with the application's own mapper.
	 * @throws IllegalArgumentException if it does not fit the type
	 */
	@Nullable Object convert(RawResult value, Type type) {
		ByteBuffer encoded = this.protocol.write(new Completion(Map.of(), ANY_ID, null, true, value)).asByteBuffer();
		HubMessage message = this.protocol.parse(encoded, InvocationBinder.ofResult(type));
		if (message instanceof Completion completion && completion.error() == null) {
			return completion.result();
		}
		throw new IllegalArgumentException(
				(message instanceof Completion completion) ? completion.error() : "The value cannot be read.");
	}

	/** Text for people. */
	String describe(RawResult value) {
		return this.protocol.name().equals("json") ? value.encoded().toUtf8String()
				: String.valueOf(convert(value, Object.class));
	}

	private record RawBinder(int arguments) implements InvocationBinder {

		@Override
		public List<Type> parameterTypes(String target) {
			return Collections.nCopies(this.arguments, RawResult.class);
		}

		@Override
		public Type resultType(String invocationId) {
			return RawResult.class;
		}

		@Override
		public Type streamItemType(String streamId) {
			return RawResult.class;
		}

	}

}
