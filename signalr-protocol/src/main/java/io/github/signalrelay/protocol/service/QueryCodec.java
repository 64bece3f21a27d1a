// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * Questions of an app server, and the acks that answer all its messages (service protocol
 * reference, 3.5).
 */
final class QueryCodec {

	private QueryCodec() {
	}

	static ServiceMessage read(int type, MessageFields fields) {
		return switch (type) {
			case Ack.TYPE -> readAck(fields);
			case CheckUserInGroupWithAck.TYPE -> readCheckUserInGroupWithAck(fields);
			case CheckGroupExistenceWithAck.TYPE -> readCheckGroupExistenceWithAck(fields);
			case CheckConnectionExistenceWithAck.TYPE -> readCheckConnectionExistenceWithAck(fields);
			case CheckUserExistenceWithAck.TYPE -> readCheckUserExistenceWithAck(fields);
			case GroupMemberQuery.TYPE -> readGroupMemberQuery(fields);
			default -> throw new IllegalArgumentException("type: " + type);
		};
	}

	static void write(ServiceMessage message, MessagePackWriter writer) {
		switch (message.type()) {
			case Ack.TYPE -> write((Ack) message, writer);
			case CheckUserInGroupWithAck.TYPE -> write((CheckUserInGroupWithAck) message, writer);
			case CheckGroupExistenceWithAck.TYPE -> write((CheckGroupExistenceWithAck) message, writer);
			case CheckConnectionExistenceWithAck.TYPE -> write((CheckConnectionExistenceWithAck) message, writer);
			case CheckUserExistenceWithAck.TYPE -> write((CheckUserExistenceWithAck) message, writer);
			case GroupMemberQuery.TYPE -> write((GroupMemberQuery) message, writer);
			default -> throw new IllegalArgumentException("type: " + message.type());
		}
	}

	private static Ack readAck(MessageFields fields) {
		int ackId = fields.integer("ackId");
		int status = fields.integer("status");
		String message = fields.textOrEmpty();
		fields.extensions(ExtensionMembers.NONE);
		return new Ack(ackId, status, message, fields.payloadOrNull());
	}

	private static void write(Ack message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, Ack.TYPE, 6);
		writer.writeInt(message.ackId());
		writer.writeInt(message.status());
		writer.writeString(message.message());
		ExtensionMembers.writeNone(writer);
		Payload payload = message.payload();
		if (payload != null) {
			writer.writeBinary(payload);
		}
		else {
			writer.writeNil();
		}
	}

	private static CheckUserInGroupWithAck readCheckUserInGroupWithAck(MessageFields fields) {
		String userId = fields.text("userId");
		String groupName = fields.text("groupName");
		int ackId = fields.integer("ackId");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new CheckUserInGroupWithAck(userId, groupName, ackId, members.tracingId());
	}

	private static void write(CheckUserInGroupWithAck message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, CheckUserInGroupWithAck.TYPE, 5);
		writer.writeString(message.userId());
		writer.writeString(message.groupName());
		writer.writeInt(message.ackId());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static CheckGroupExistenceWithAck readCheckGroupExistenceWithAck(MessageFields fields) {
		String groupName = fields.text("groupName");
		int ackId = fields.integer("ackId");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new CheckGroupExistenceWithAck(groupName, ackId, members.tracingId());
	}

	private static void write(CheckGroupExistenceWithAck message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, CheckGroupExistenceWithAck.TYPE, 4);
		writer.writeString(message.groupName());
		writer.writeInt(message.ackId());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static CheckConnectionExistenceWithAck readCheckConnectionExistenceWithAck(MessageFields fields) {
		String connectionId = fields.text("connectionId");
		int ackId = fields.integer("ackId");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new CheckConnectionExistenceWithAck(connectionId, ackId, members.tracingId());
	}

	private static void write(CheckConnectionExistenceWithAck message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, CheckConnectionExistenceWithAck.TYPE, 4);
		writer.writeString(message.connectionId());
		writer.writeInt(message.ackId());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static CheckUserExistenceWithAck readCheckUserExistenceWithAck(MessageFields fields) {
		String userId = fields.text("userId");
		int ackId = fields.integer("ackId");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new CheckUserExistenceWithAck(userId, ackId, members.tracingId());
	}

	private static void write(CheckUserExistenceWithAck message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, CheckUserExistenceWithAck.TYPE, 4);
		writer.writeString(message.userId());
		writer.writeInt(message.ackId());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static GroupMemberQuery readGroupMemberQuery(MessageFields fields) {
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new GroupMemberQuery(members.tracingId(), fields.text("groupName"), fields.integer("ackId"),
				fields.integer("max"), fields.textOrNull());
	}

	private static void write(GroupMemberQuery message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, GroupMemberQuery.TYPE, 6);
		ExtensionMembers.writeTracing(writer, message.tracingId());
		writer.writeString(message.groupName());
		writer.writeInt(message.ackId());
		writer.writeInt(message.max());
		writer.writeString(message.continuationToken());
	}

}
