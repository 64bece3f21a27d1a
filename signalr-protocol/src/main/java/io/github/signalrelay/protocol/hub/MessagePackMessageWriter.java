// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * Writes the bodies of hub messages as MessagePack arrays (hub protocol reference,
 * section 5). Immutable; any thread may use it.
 */
final class MessagePackMessageWriter {

	private final MessagePackValues values;

	MessagePackMessageWriter(MessagePackValues values) {
		this.values = values;
	}

	void write(HubMessage message, MessagePackWriter writer) {
		if (message instanceof Invocation call) {
			writeStart(writer, 6, Invocation.TYPE, call.headers(), call.invocationId());
			writeCall(writer, call.target(), call.arguments(), call.streamIds());
		}
		else if (message instanceof StreamInvocation call) {
			writeStart(writer, 6, StreamInvocation.TYPE, call.headers(), call.invocationId());
			writeCall(writer, call.target(), call.arguments(), call.streamIds());
		}
		else if (message instanceof StreamItem item) {
			writeStart(writer, 4, StreamItem.TYPE, item.headers(), item.invocationId());
			this.values.write(item.item(), writer);
		}
		else if (message instanceof Completion completion) {
			writeCompletion(writer, completion);
		}
		else if (message instanceof CancelInvocation cancel) {
			writeStart(writer, 3, CancelInvocation.TYPE, cancel.headers(), cancel.invocationId());
		}
		else {
			writeControl(writer, message);
		}
	}

	private static void writeStart(MessagePackWriter writer, int elements, int type, Map<String, String> headers,
			@Nullable String invocationId) {
		writer.writeArrayHeader(elements);
		writer.writeInt(type);
		writer.writeMapHeader(headers.size());
		headers.forEach((name, value) -> {
			writer.writeString(name);
			writer.writeString(value);
		});
		writer.writeString(invocationId);
	}

	private void writeCall(MessagePackWriter writer, String target, List<@Nullable Object> arguments,
			List<String> streamIds) {
		writer.writeString(target);
		writer.writeArrayHeader(arguments.size());
		for (Object argument : arguments) {
			this.values.write(argument, writer);
		}
		writer.writeArrayHeader(streamIds.size());
		streamIds.forEach(writer::writeString);
	}

	private void writeCompletion(MessagePackWriter writer, Completion completion) {
		boolean hasValue = completion.error() != null || completion.hasResult();
		writeStart(writer, hasValue ? 5 : 4, Completion.TYPE, completion.headers(), completion.invocationId());
		if (completion.error() != null) {
			writer.writeInt(MessagePackResultKind.ERROR);
			writer.writeString(completion.error());
		}
		else if (completion.hasResult()) {
			writer.writeInt(MessagePackResultKind.NON_VOID);
			this.values.write(completion.result(), writer);
		}
		else {
			writer.writeInt(MessagePackResultKind.VOID);
		}
	}

	private static void writeControl(MessagePackWriter writer, HubMessage message) {
		if (message instanceof Ping) {
			writer.writeArrayHeader(1);
			writer.writeInt(Ping.TYPE);
		}
		else if (message instanceof Close close) {
			writer.writeArrayHeader(3);
			writer.writeInt(Close.TYPE);
			writer.writeString(close.error());
			writer.writeBoolean(close.allowReconnect());
		}
		else if (message instanceof Ack ack) {
			writeSequenceId(writer, Ack.TYPE, ack.sequenceId());
		}
		else if (message instanceof Sequence sequence) {
			writeSequenceId(writer, Sequence.TYPE, sequence.sequenceId());
		}
		else {
			throw new IllegalArgumentException("message: " + message.getClass().getSimpleName()
					+ " (expected: a message of the wire, not a binding failure)");
		}
	}

	private static void writeSequenceId(MessagePackWriter writer, int type, long sequenceId) {
		writer.writeArrayHeader(2);
		writer.writeInt(type);
		writer.writeInt(sequenceId);
	}

}
