// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.List;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.messagepack.MessagePackFormatException;
import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * Life cycle and data of clients (service protocol reference, 3.3 and 3.8), and claims
 * that are sent ahead of them.
 */
final class ConnectionCodec {

	private ConnectionCodec() {
	}

	static ServiceMessage read(int type, MessageFields fields) {
		return switch (type) {
			case OpenConnection.TYPE -> readOpenConnection(fields);
			case CloseConnection.TYPE -> readCloseConnection(fields);
			case ConnectionData.TYPE -> readConnectionData(fields);
			case ConnectionReconnect.TYPE -> readConnectionReconnect(fields);
			case ConnectionFlowControl.TYPE -> readConnectionFlowControl(fields);
			case StoreClaims.TYPE -> readStoreClaims(fields);
			default -> throw new IllegalArgumentException("type: " + type);
		};
	}

	static void write(ServiceMessage message, MessagePackWriter writer) {
		switch (message.type()) {
			case OpenConnection.TYPE -> write((OpenConnection) message, writer);
			case CloseConnection.TYPE -> write((CloseConnection) message, writer);
			case ConnectionData.TYPE -> write((ConnectionData) message, writer);
			case ConnectionReconnect.TYPE -> write((ConnectionReconnect) message, writer);
			case ConnectionFlowControl.TYPE -> write((ConnectionFlowControl) message, writer);
			case StoreClaims.TYPE -> write((StoreClaims) message, writer);
			default -> throw new IllegalArgumentException("type: " + message.type());
		}
	}

	private static OpenConnection readOpenConnection(MessageFields fields) {
		String connectionId = fields.text("connectionId");
		List<Claim> claims = fields.claims("claims");
		// Headers and query came together: an array of four has neither.
		boolean hasRequest = fields.remaining() >= 2;
		MessageHeaders headers = hasRequest ? fields.headers() : MessageHeaders.NONE;
		String queryString = hasRequest ? fields.textOrEmpty() : "";
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING_PROTOCOL);
		return new OpenConnection(connectionId, claims, headers, queryString, members.tracingId(), members.protocol());
	}

	private static void write(OpenConnection message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, OpenConnection.TYPE, 6);
		writer.writeString(message.connectionId());
		writeClaims(message.claims(), writer);
		writeHeaders(message.headers(), writer);
		writer.writeString(message.queryString());
		ExtensionMembers.writeTracingProtocol(writer, message.tracingId(), message.protocol());
	}

	private static void writeClaims(List<Claim> claims, MessagePackWriter writer) {
		writer.writeMapHeader(claims.size());
		for (Claim claim : claims) {
			writer.writeString(claim.type());
			writer.writeString(claim.value());
		}
	}

	private static void writeHeaders(MessageHeaders headers, MessagePackWriter writer) {
		writer.writeMapHeader(headers.byName().size());
		headers.byName().forEach((name, values) -> {
			writer.writeString(name);
			ServiceMessageCodec.writeTexts(writer, values);
		});
	}

	private static CloseConnection readCloseConnection(MessageFields fields) {
		String connectionId = fields.text("connectionId");
		String errorMessage = fields.textOrEmpty();
		MessageHeaders headers = fields.headers();
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new CloseConnection(connectionId, errorMessage, headers, members.tracingId());
	}

	private static void write(CloseConnection message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, CloseConnection.TYPE, 5);
		writer.writeString(message.connectionId());
		writer.writeString(message.errorMessage());
		writeHeaders(message.headers(), writer);
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static ConnectionData readConnectionData(MessageFields fields) {
		String connectionId = fields.text("connectionId");
		Payload payload = fields.payload("payload");
		ExtensionMembers members = fields.extensions(ExtensionMembers.DATA);
		return new ConnectionData(connectionId, payload, members.tracingId(), members.dataMessageType(),
				members.isPartial());
	}

	private static void write(ConnectionData message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, ConnectionData.TYPE, 4);
		writer.writeString(message.connectionId());
		writer.writeBinary(message.payload());
		ExtensionMembers.writeData(writer, message);
	}

	private static ConnectionReconnect readConnectionReconnect(MessageFields fields) {
		return new ConnectionReconnect(fields.text("connectionId"));
	}

	private static void write(ConnectionReconnect message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, ConnectionReconnect.TYPE, 3);
		writer.writeString(message.connectionId());
		ExtensionMembers.writeNone(writer);
	}

	private static ConnectionFlowControl readConnectionFlowControl(MessageFields fields) {
		String connectionId = fields.text("connectionId");
		FlowControlTarget target = FlowControlTarget.of(fields.integer("connectionType"));
		FlowControlOperation operation = FlowControlOperation.of(fields.integer("operation"));
		if (target == null || operation == null) {
			throw new MessagePackFormatException("unknown connectionType or operation");
		}
		return new ConnectionFlowControl(connectionId, target, operation);
	}

	private static void write(ConnectionFlowControl message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, ConnectionFlowControl.TYPE, 5);
		writer.writeString(message.connectionId());
		// always five bytes long (3.8)
		writer.writeInt32(message.connectionType().code());
		writer.writeInt32(message.operation().code());
		ExtensionMembers.writeNone(writer);
	}

	/** The array is {@code [1001, id, claims map, ttl, ext]}. */
	private static StoreClaims readStoreClaims(MessageFields fields) {
		return new StoreClaims(fields.text("id"), fields.claims("claims"), fields.integer("ttl"));
	}

	private static void write(StoreClaims message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, StoreClaims.TYPE, 5);
		writer.writeString(message.id());
		writeClaims(message.claims(), writer);
		writer.writeInt(message.ttl());
		ExtensionMembers.writeNone(writer);
	}

}
