// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.json.JsonFormatException;
import io.github.signalrelay.protocol.json.JsonObjectReader;
import io.github.signalrelay.protocol.json.JsonObjectReader.JsonSlice;

/**
 * Makes a hub message from the text of one JSON object. Immutable; any thread may use it.
 */
final class JsonMessageReader {

	private final JsonValues values;

	JsonMessageReader(JsonValues values) {
		this.values = values;
	}

	/**
	 * Reads one message.
	 * @param text the message without its separator
	 * @param binder tells the types of the values
	 * @return the message, or {@code null} when its type is not known
	 */
	@Nullable HubMessage read(ByteBuffer text, InvocationBinder binder) {
		if (text.hasArray()) {
			return read(text.array(), text.arrayOffset() + text.position(), text.remaining(), binder);
		}
		byte[] copy = new byte[text.remaining()];
		text.get(text.position(), copy);
		return read(copy, 0, copy.length, binder);
	}

	private @Nullable HubMessage read(byte[] bytes, int offset, int length, InvocationBinder binder) {
		Invocation plain = this.values.readsPlainTexts(length)
				? PlainCallReader.read(bytes, offset, offset + length, binder) : null;
		return (plain != null) ? plain : readAny(ByteBuffer.wrap(bytes, offset, length), binder);
	}

	private @Nullable HubMessage readAny(ByteBuffer text, InvocationBinder binder) {
		try (JsonObjectReader reader = JsonObjectReader.open(text)) {
			return message(JsonEnvelope.read(reader), binder);
		}
		catch (JsonFormatException ex) {
			throw new HubProtocolException(ex.getMessage(), ex);
		}
	}

	private @Nullable HubMessage message(JsonEnvelope envelope, InvocationBinder binder) {
		return switch (envelope.requireType()) {
			case Invocation.TYPE -> invocation(envelope, binder);
			case StreamItem.TYPE -> streamItem(envelope, binder);
			case Completion.TYPE -> completion(envelope, binder);
			case StreamInvocation.TYPE -> streamInvocation(envelope, binder);
			case CancelInvocation.TYPE -> new CancelInvocation(envelope.headers(), envelope.requireInvocationId());
			case Ping.TYPE -> Ping.INSTANCE;
			case Close.TYPE -> new Close(envelope.error(), envelope.allowReconnect());
			case Ack.TYPE -> new Ack(envelope.requireSequenceId());
			case Sequence.TYPE -> new Sequence(envelope.requireSequenceId());
			default -> null;
		};
	}

	private HubMessage invocation(JsonEnvelope envelope, InvocationBinder binder) {
		String target = envelope.requireTarget();
		JsonSlice arguments = envelope.requireArguments();
		try {
			return new Invocation(envelope.headers(), envelope.invocationId(), target, bind(arguments, target, binder),
					envelope.streamIds());
		}
		catch (HubProtocolException ex) {
			return new InvocationBindingFailure(envelope.invocationId(), target, ex);
		}
	}

	private HubMessage streamInvocation(JsonEnvelope envelope, InvocationBinder binder) {
		String target = envelope.requireTarget();
		String invocationId = envelope.requireInvocationId();
		JsonSlice arguments = envelope.requireArguments();
		try {
			return new StreamInvocation(envelope.headers(), invocationId, target, bind(arguments, target, binder),
					envelope.streamIds());
		}
		catch (HubProtocolException ex) {
			return new InvocationBindingFailure(invocationId, target, ex);
		}
	}

	private List<@Nullable Object> bind(JsonSlice arguments, String target, InvocationBinder binder) {
		List<Type> types = binder.parameterTypes(target);
		if (types == null) {
			throw BindingErrors.unknownMethod();
		}
		return this.values.readArguments(arguments, types);
	}

	private HubMessage streamItem(JsonEnvelope envelope, InvocationBinder binder) {
		String invocationId = envelope.requireInvocationId();
		JsonSlice item = envelope.requireItem();
		Type type = binder.streamItemType(invocationId);
		if (type == null) {
			return new StreamBindingFailure(invocationId, BindingErrors.unknownStream(invocationId));
		}
		try {
			return new StreamItem(envelope.headers(), invocationId, this.values.read(item, type));
		}
		catch (RuntimeException ex) {
			return new StreamBindingFailure(invocationId, BindingErrors.streamItem(ex));
		}
	}

	private HubMessage completion(JsonEnvelope envelope, InvocationBinder binder) {
		String invocationId = envelope.requireInvocationId();
		JsonSlice result = envelope.result();
		if (envelope.error() != null && result != null) {
			throw new HubProtocolException("The 'error' and 'result' properties are mutually exclusive.");
		}
		Type type = (result != null) ? binder.resultType(invocationId) : null;
		if (result == null || type == null) {
			// a result that nobody waits for is nobody's mistake: it came too late
			return new Completion(envelope.headers(), invocationId, envelope.error(), false, null);
		}
		try {
			return new Completion(envelope.headers(), invocationId, null, true, this.values.read(result, type));
		}
		catch (RuntimeException ex) {
			String error = BindingErrors.result(type, ex.getMessage());
			return new Completion(envelope.headers(), invocationId, error, false, null);
		}
	}

}
