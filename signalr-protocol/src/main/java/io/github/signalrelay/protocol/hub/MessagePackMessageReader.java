// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.messagepack.MessagePackReader;

/**
 * Makes a hub message from the body of one MessagePack frame. Immutable; any thread may
 * use it.
 */
final class MessagePackMessageReader {

	/** Elements of an invocation without stream ids, as old clients send it. */
	private static final int OLD_INVOCATION = 5;

	private static final int OLD_CLOSE = 2;

	private final MessagePackValues values;

	MessagePackMessageReader(MessagePackValues values) {
		this.values = values;
	}

	/**
	 * Reads one message.
	 * @param bytes holds the body
	 * @param from first position of the body
	 * @param to position behind it
	 * @param binder tells the types of the values
	 * @return the message, or {@code null} when its type is not known
	 */
	@Nullable HubMessage read(byte[] bytes, int from, int to, InvocationBinder binder) {
		MessagePackReader reader = new MessagePackReader();
		reader.reset(bytes, from, to);
		MessagePackFields fields = new MessagePackFields(reader);
		int elements = fields.arrayLength("message");
		return switch (fields.int32("messageType")) {
			case Invocation.TYPE -> invocation(fields, bytes, elements, binder);
			case StreamItem.TYPE -> streamItem(fields, bytes, binder);
			case Completion.TYPE -> completion(fields, bytes, binder);
			case StreamInvocation.TYPE -> streamInvocation(fields, bytes, elements, binder);
			case CancelInvocation.TYPE ->
				new CancelInvocation(fields.headers(), invocationId(fields, "CancelInvocation"));
			case Ping.TYPE -> Ping.INSTANCE;
			case Close.TYPE -> new Close(fields.string("error"), elements > OLD_CLOSE && fields.bool("allowReconnect"));
			case Ack.TYPE -> new Ack(fields.int64("sequenceId"));
			case Sequence.TYPE -> new Sequence(fields.int64("sequenceId"));
			default -> null;
		};
	}

	private static String invocationId(MessagePackFields fields, String messageName) {
		return fields.requiredString("invocationId", "invocation ID for " + messageName + " message");
	}

	private HubMessage invocation(MessagePackFields fields, byte[] bytes, int elements, InvocationBinder binder) {
		Map<String, String> headers = fields.headers();
		String id = fields.string("invocationId");
		String invocationId = (id != null && id.isEmpty()) ? null : id;
		String target = fields.requiredString("target", "target for Invocation message");
		List<@Nullable Object> arguments;
		try {
			arguments = bind(fields, bytes, target, binder);
		}
		catch (HubProtocolException ex) {
			return new InvocationBindingFailure(invocationId, target, ex);
		}
		return new Invocation(headers, invocationId, target, arguments, streamIds(fields, elements));
	}

	private HubMessage streamInvocation(MessagePackFields fields, byte[] bytes, int elements, InvocationBinder binder) {
		Map<String, String> headers = fields.headers();
		String invocationId = invocationId(fields, "StreamInvocation");
		String target = fields.requiredString("target", "target for StreamInvocation message");
		List<@Nullable Object> arguments;
		try {
			arguments = bind(fields, bytes, target, binder);
		}
		catch (HubProtocolException ex) {
			return new InvocationBindingFailure(invocationId, target, ex);
		}
		return new StreamInvocation(headers, invocationId, target, arguments, streamIds(fields, elements));
	}

	private static List<String> streamIds(MessagePackFields fields, int elements) {
		return (elements > OLD_INVOCATION) ? fields.streamIds() : List.of();
	}

	private List<@Nullable Object> bind(MessagePackFields fields, byte[] bytes, String target,
			InvocationBinder binder) {
		List<Type> types = binder.parameterTypes(target);
		if (types == null) {
			throw BindingErrors.unknownMethod();
		}
		int provided = fields.arrayLength("arguments");
		return this.values.readArguments(fields.reader(), bytes, provided, types);
	}

	private HubMessage streamItem(MessagePackFields fields, byte[] bytes, InvocationBinder binder) {
		Map<String, String> headers = fields.headers();
		String invocationId = invocationId(fields, "StreamItem");
		Type type = binder.streamItemType(invocationId);
		if (type == null) {
			return new StreamBindingFailure(invocationId, BindingErrors.unknownStream(invocationId));
		}
		try {
			return new StreamItem(headers, invocationId, this.values.read(fields.reader(), bytes, type));
		}
		catch (RuntimeException ex) {
			return new StreamBindingFailure(invocationId, new HubProtocolException(
					"Deserializing object of the `" + BindingErrors.name(type) + "` type for 'item' failed.", ex));
		}
	}

	private Completion completion(MessagePackFields fields, byte[] bytes, InvocationBinder binder) {
		Map<String, String> headers = fields.headers();
		String invocationId = invocationId(fields, "Completion");
		return switch (fields.int32("resultKind")) {
			case MessagePackResultKind.ERROR ->
				new Completion(headers, invocationId, fields.string("error"), false, null);
			case MessagePackResultKind.VOID -> new Completion(headers, invocationId, null, false, null);
			case MessagePackResultKind.NON_VOID -> result(fields, bytes, headers, invocationId, binder);
			default -> throw new HubProtocolException("Invalid invocation result kind.");
		};
	}

	private Completion result(MessagePackFields fields, byte[] bytes, Map<String, String> headers, String invocationId,
			InvocationBinder binder) {
		Type type = binder.resultType(invocationId);
		if (type == null) {
			// a result that nobody waits for is nobody's mistake: it came too late
			fields.skip();
			return new Completion(headers, invocationId, null, false, null);
		}
		try {
			return new Completion(headers, invocationId, null, true, this.values.read(fields.reader(), bytes, type));
		}
		catch (RuntimeException ex) {
			String error = BindingErrors.result(type, ex.getMessage());
			return new Completion(headers, invocationId, error, false, null);
		}
	}

}
