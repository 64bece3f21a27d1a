// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * Requests of an app server to close clients (service protocol reference, 3.5).
 */
final class CloseCodec {

	private CloseCodec() {
	}

	static ServiceMessage read(int type, MessageFields fields) {
		return switch (type) {
			case CloseConnectionWithAck.TYPE -> readCloseConnectionWithAck(fields);
			case CloseConnectionsWithAck.TYPE -> readCloseConnectionsWithAck(fields);
			case CloseUserConnectionsWithAck.TYPE -> readCloseUserConnectionsWithAck(fields);
			case CloseGroupConnectionsWithAck.TYPE -> readCloseGroupConnectionsWithAck(fields);
			default -> throw new IllegalArgumentException("type: " + type);
		};
	}

	static void write(ServiceMessage message, MessagePackWriter writer) {
		switch (message.type()) {
			case CloseConnectionWithAck.TYPE -> write((CloseConnectionWithAck) message, writer);
			case CloseConnectionsWithAck.TYPE -> write((CloseConnectionsWithAck) message, writer);
			case CloseUserConnectionsWithAck.TYPE -> write((CloseUserConnectionsWithAck) message, writer);
			case CloseGroupConnectionsWithAck.TYPE -> write((CloseGroupConnectionsWithAck) message, writer);
			default -> throw new IllegalArgumentException("type: " + message.type());
		}
	}

	private static CloseConnectionWithAck readCloseConnectionWithAck(MessageFields fields) {
		String connectionId = fields.text("connectionId");
		@Nullable String reason = fields.textOrNull();
		int ackId = fields.integer("ackId");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new CloseConnectionWithAck(connectionId, reason, ackId, members.tracingId());
	}

	private static void write(CloseConnectionWithAck message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, CloseConnectionWithAck.TYPE, 5);
		writer.writeString(message.connectionId());
		writer.writeString(message.reason());
		writer.writeInt(message.ackId());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static CloseConnectionsWithAck readCloseConnectionsWithAck(MessageFields fields) {
		@Nullable String reason = fields.textOrNull();
		int ackId = fields.integer("ackId");
		List<String> excludedList = fields.texts();
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new CloseConnectionsWithAck(reason, ackId, excludedList, members.tracingId());
	}

	private static void write(CloseConnectionsWithAck message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, CloseConnectionsWithAck.TYPE, 5);
		writer.writeString(message.reason());
		writer.writeInt(message.ackId());
		ServiceMessageCodec.writeTexts(writer, message.excludedList());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static CloseUserConnectionsWithAck readCloseUserConnectionsWithAck(MessageFields fields) {
		String userId = fields.text("userId");
		@Nullable String reason = fields.textOrNull();
		int ackId = fields.integer("ackId");
		List<String> excludedList = fields.texts();
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new CloseUserConnectionsWithAck(userId, reason, ackId, excludedList, members.tracingId());
	}

	private static void write(CloseUserConnectionsWithAck message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, CloseUserConnectionsWithAck.TYPE, 6);
		writer.writeString(message.userId());
		writer.writeString(message.reason());
		writer.writeInt(message.ackId());
		ServiceMessageCodec.writeTexts(writer, message.excludedList());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static CloseGroupConnectionsWithAck readCloseGroupConnectionsWithAck(MessageFields fields) {
		String groupName = fields.text("groupName");
		@Nullable String reason = fields.textOrNull();
		int ackId = fields.integer("ackId");
		List<String> excludedList = fields.texts();
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new CloseGroupConnectionsWithAck(groupName, reason, ackId, excludedList, members.tracingId());
	}

	private static void write(CloseGroupConnectionsWithAck message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, CloseGroupConnectionsWithAck.TYPE, 6);
		writer.writeString(message.groupName());
		writer.writeString(message.reason());
		writer.writeInt(message.ackId());
		ServiceMessageCodec.writeTexts(writer, message.excludedList());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

}
