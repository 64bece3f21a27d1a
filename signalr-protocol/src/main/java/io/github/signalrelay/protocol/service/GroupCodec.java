// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * Memberships of groups (service protocol reference, 3.5).
 */
final class GroupCodec {

	private GroupCodec() {
	}

	static ServiceMessage read(int type, MessageFields fields) {
		return switch (type) {
			case JoinGroup.TYPE -> readJoinGroup(fields);
			case LeaveGroup.TYPE -> readLeaveGroup(fields);
			case UserJoinGroup.TYPE -> readUserJoinGroup(fields);
			case UserLeaveGroup.TYPE -> readUserLeaveGroup(fields);
			case JoinGroupWithAck.TYPE -> readJoinGroupWithAck(fields);
			case LeaveGroupWithAck.TYPE -> readLeaveGroupWithAck(fields);
			case UserJoinGroupWithAck.TYPE -> readUserJoinGroupWithAck(fields);
			case UserLeaveGroupWithAck.TYPE -> readUserLeaveGroupWithAck(fields);
			default -> throw new IllegalArgumentException("type: " + type);
		};
	}

	static void write(ServiceMessage message, MessagePackWriter writer) {
		switch (message.type()) {
			case JoinGroup.TYPE -> write((JoinGroup) message, writer);
			case LeaveGroup.TYPE -> write((LeaveGroup) message, writer);
			case UserJoinGroup.TYPE -> write((UserJoinGroup) message, writer);
			case UserLeaveGroup.TYPE -> write((UserLeaveGroup) message, writer);
			case JoinGroupWithAck.TYPE -> write((JoinGroupWithAck) message, writer);
			case LeaveGroupWithAck.TYPE -> write((LeaveGroupWithAck) message, writer);
			case UserJoinGroupWithAck.TYPE -> write((UserJoinGroupWithAck) message, writer);
			case UserLeaveGroupWithAck.TYPE -> write((UserLeaveGroupWithAck) message, writer);
			default -> throw new IllegalArgumentException("type: " + message.type());
		}
	}

	private static JoinGroup readJoinGroup(MessageFields fields) {
		String connectionId = fields.text("connectionId");
		String groupName = fields.text("groupName");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new JoinGroup(connectionId, groupName, members.tracingId());
	}

	private static void write(JoinGroup message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, JoinGroup.TYPE, 4);
		writer.writeString(message.connectionId());
		writer.writeString(message.groupName());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static LeaveGroup readLeaveGroup(MessageFields fields) {
		String connectionId = fields.text("connectionId");
		@Nullable String groupName = fields.textOrNull();
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new LeaveGroup(connectionId, groupName, members.tracingId());
	}

	private static void write(LeaveGroup message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, LeaveGroup.TYPE, 4);
		writer.writeString(message.connectionId());
		writer.writeString(message.groupName());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static UserJoinGroup readUserJoinGroup(MessageFields fields) {
		String userId = fields.text("userId");
		String groupName = fields.text("groupName");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING_TTL);
		return new UserJoinGroup(userId, groupName, members.tracingId(), members.ttl());
	}

	private static void write(UserJoinGroup message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, UserJoinGroup.TYPE, 4);
		writer.writeString(message.userId());
		writer.writeString(message.groupName());
		ExtensionMembers.writeTracingTtl(writer, message.tracingId(), message.ttl());
	}

	private static UserLeaveGroup readUserLeaveGroup(MessageFields fields) {
		String userId = fields.text("userId");
		@Nullable String groupName = fields.textOrNull();
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new UserLeaveGroup(userId, groupName, members.tracingId());
	}

	private static void write(UserLeaveGroup message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, UserLeaveGroup.TYPE, 4);
		writer.writeString(message.userId());
		writer.writeString(message.groupName());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static JoinGroupWithAck readJoinGroupWithAck(MessageFields fields) {
		String connectionId = fields.text("connectionId");
		String groupName = fields.text("groupName");
		int ackId = fields.integer("ackId");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new JoinGroupWithAck(connectionId, groupName, ackId, members.tracingId());
	}

	private static void write(JoinGroupWithAck message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, JoinGroupWithAck.TYPE, 5);
		writer.writeString(message.connectionId());
		writer.writeString(message.groupName());
		writer.writeInt(message.ackId());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static LeaveGroupWithAck readLeaveGroupWithAck(MessageFields fields) {
		String connectionId = fields.text("connectionId");
		@Nullable String groupName = fields.textOrNull();
		int ackId = fields.integer("ackId");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new LeaveGroupWithAck(connectionId, groupName, ackId, members.tracingId());
	}

	private static void write(LeaveGroupWithAck message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, LeaveGroupWithAck.TYPE, 5);
		writer.writeString(message.connectionId());
		writer.writeString(message.groupName());
		writer.writeInt(message.ackId());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static UserJoinGroupWithAck readUserJoinGroupWithAck(MessageFields fields) {
		String userId = fields.text("userId");
		String groupName = fields.text("groupName");
		int ackId = fields.integer("ackId");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING_TTL);
		return new UserJoinGroupWithAck(userId, groupName, ackId, members.tracingId(), members.ttl());
	}

	private static void write(UserJoinGroupWithAck message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, UserJoinGroupWithAck.TYPE, 5);
		writer.writeString(message.userId());
		writer.writeString(message.groupName());
		writer.writeInt(message.ackId());
		ExtensionMembers.writeTracingTtl(writer, message.tracingId(), message.ttl());
	}

	private static UserLeaveGroupWithAck readUserLeaveGroupWithAck(MessageFields fields) {
		String userId = fields.text("userId");
		@Nullable String groupName = fields.textOrNull();
		int ackId = fields.integer("ackId");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new UserLeaveGroupWithAck(userId, groupName, ackId, members.tracingId());
	}

	private static void write(UserLeaveGroupWithAck message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, UserLeaveGroupWithAck.TYPE, 5);
		writer.writeString(message.userId());
		writer.writeString(message.groupName());
		writer.writeInt(message.ackId());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

}
