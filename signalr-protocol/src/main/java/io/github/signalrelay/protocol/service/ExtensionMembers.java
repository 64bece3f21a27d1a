// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;
import org.msgpack.value.ValueType;

import io.github.signalrelay.protocol.messagepack.MessagePackReader;
import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * Members of the extension map that most messages have (service protocol reference, 3.1).
 * <p>
 * A key is only written with the message types that know it, because old SDKs lose their
 * place otherwise; and every value that is not wanted is skipped when reading.
 */
final class ExtensionMembers {

	static final int TRACING_ID = 1;

	static final int TTL = 2;

	static final int PROTOCOL = 3;

	static final int FILTER = 4;

	static final int DATA_MESSAGE_TYPE = 5;

	static final int IS_PARTIAL = 6;

	/** Sets of keys, as bits. */
	static final int NONE = 0;

	static final int TRACING = 1 << TRACING_ID;

	static final int TRACING_TTL = TRACING | 1 << TTL;

	static final int TRACING_PROTOCOL = TRACING | 1 << PROTOCOL;

	static final int TRACING_FILTER = TRACING | 1 << FILTER;

	static final int DATA = TRACING | 1 << DATA_MESSAGE_TYPE | 1 << IS_PARTIAL;

	private @Nullable Long tracingId;

	private @Nullable Integer ttl;

	private @Nullable String protocol;

	private @Nullable String filter;

	private DataMessageType dataMessageType = DataMessageType.UNKNOWN;

	private boolean partial;

	void clear() {
		this.tracingId = null;
		this.ttl = null;
		this.protocol = null;
		this.filter = null;
		this.dataMessageType = DataMessageType.UNKNOWN;
		this.partial = false;
	}

	@Nullable Long tracingId() {
		return this.tracingId;
	}

	@Nullable Integer ttl() {
		return this.ttl;
	}

	@Nullable String protocol() {
		return this.protocol;
	}

	@Nullable String filter() {
		return this.filter;
	}

	DataMessageType dataMessageType() {
		return this.dataMessageType;
	}

	boolean isPartial() {
		return this.partial;
	}

	/** Reads a map or nil; of a repeated key the last one counts. */
	void read(MessagePackReader reader, int allowed) {
		int size = reader.readNil() ? 0 : reader.readMapHeader();
		for (int index = 0; index < size; index++) {
			readMember(reader, allowed);
		}
	}

	private void readMember(MessagePackReader reader, int allowed) {
		int key = readKey(reader);
		if ((allowed & 1 << key) == 0 || reader.nextFormat() == MessageFormat.NIL) {
			reader.skipValue();
			return;
		}
		switch (key) {
			case TRACING_ID -> this.tracingId = reader.readUnsignedLong();
			case TTL -> this.ttl = reader.readInt();
			case PROTOCOL -> this.protocol = reader.readString();
			case FILTER -> this.filter = reader.readString();
			case DATA_MESSAGE_TYPE -> this.dataMessageType = DataMessageType.of(reader.readInt());
			case IS_PARTIAL -> this.partial = reader.readBoolean();
			default -> reader.skipValue();
		}
	}

	/** A key that is known, or 0 for any other one. */
	private static int readKey(MessagePackReader reader) {
		MessageFormat format = reader.nextFormat();
		if (format.getValueType() != ValueType.INTEGER) {
			reader.skipValue();
			return 0;
		}
		long key = (format == MessageFormat.UINT64) ? reader.readUnsignedLong() : reader.readLong();
		return (key >= TRACING_ID && key <= IS_PARTIAL) ? (int) key : 0;
	}

	static void writeNone(MessagePackWriter writer) {
		writer.writeMapHeader(0);
	}

	static void writeTracing(MessagePackWriter writer, @Nullable Long tracingId) {
		writer.writeMapHeader(count(tracingId));
		writeTracingMember(writer, tracingId);
	}

	static void writeTracingTtl(MessagePackWriter writer, @Nullable Long tracingId, @Nullable Integer ttl) {
		writer.writeMapHeader(count(tracingId) + count(ttl));
		writeTracingMember(writer, tracingId);
		if (ttl != null) {
			writer.writeInt(TTL);
			writer.writeInt(ttl);
		}
	}

	static void writeTracingProtocol(MessagePackWriter writer, @Nullable Long tracingId, @Nullable String protocol) {
		writer.writeMapHeader(count(tracingId) + count(protocol));
		writeTracingMember(writer, tracingId);
		writeTextMember(writer, PROTOCOL, protocol);
	}

	static void writeTracingFilter(MessagePackWriter writer, @Nullable Long tracingId, @Nullable String filter) {
		writer.writeMapHeader(count(tracingId) + count(filter));
		writeTracingMember(writer, tracingId);
		writeTextMember(writer, FILTER, filter);
	}

	static void writeData(MessagePackWriter writer, ConnectionData message) {
		boolean typed = message.dataMessageType() != DataMessageType.UNKNOWN;
		writer.writeMapHeader(count(message.tracingId()) + (typed ? 1 : 0) + (message.isPartial() ? 1 : 0));
		writeTracingMember(writer, message.tracingId());
		if (typed) {
			writer.writeInt(DATA_MESSAGE_TYPE);
			writer.writeInt(message.dataMessageType().code());
		}
		if (message.isPartial()) {
			writer.writeInt(IS_PARTIAL);
			writer.writeBoolean(true);
		}
	}

	private static int count(@Nullable Object member) {
		return (member != null) ? 1 : 0;
	}

	private static void writeTracingMember(MessagePackWriter writer, @Nullable Long tracingId) {
		if (tracingId != null) {
			writer.writeInt(TRACING_ID);
			writer.writeUnsigned(tracingId);
		}
	}

	private static void writeTextMember(MessagePackWriter writer, int key, @Nullable String value) {
		if (value != null) {
			writer.writeInt(key);
			writer.writeString(value);
		}
	}

}
