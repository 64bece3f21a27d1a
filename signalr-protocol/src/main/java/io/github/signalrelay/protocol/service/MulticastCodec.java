// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.List;

import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * Messages to many clients (service protocol reference, 3.4).
 */
final class MulticastCodec {

	private MulticastCodec() {
	}

	static ServiceMessage read(int type, MessageFields fields) {
		return switch (type) {
			case MultiConnectionData.TYPE -> readMultiConnectionData(fields);
			case UserData.TYPE -> readUserData(fields);
			case MultiUserData.TYPE -> readMultiUserData(fields);
			case BroadcastData.TYPE -> readBroadcastData(fields);
			case GroupBroadcastData.TYPE -> readGroupBroadcastData(fields);
			case MultiGroupBroadcastData.TYPE -> readMultiGroupBroadcastData(fields);
			default -> throw new IllegalArgumentException("type: " + type);
		};
	}

	static void write(ServiceMessage message, MessagePackWriter writer) {
		switch (message.type()) {
			case MultiConnectionData.TYPE -> write((MultiConnectionData) message, writer);
			case UserData.TYPE -> write((UserData) message, writer);
			case MultiUserData.TYPE -> write((MultiUserData) message, writer);
			case BroadcastData.TYPE -> write((BroadcastData) message, writer);
			case GroupBroadcastData.TYPE -> write((GroupBroadcastData) message, writer);
			case MultiGroupBroadcastData.TYPE -> write((MultiGroupBroadcastData) message, writer);
			default -> throw new IllegalArgumentException("type: " + message.type());
		}
	}

	private static MultiConnectionData readMultiConnectionData(MessageFields fields) {
		List<String> connectionList = fields.texts();
		Payloads payloads = fields.payloads("payloads");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING_FILTER);
		return new MultiConnectionData(connectionList, payloads, members.tracingId(), members.filter());
	}

	private static void write(MultiConnectionData message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, MultiConnectionData.TYPE, 4);
		ServiceMessageCodec.writeTexts(writer, message.connectionList());
		ServiceMessageCodec.writePayloads(writer, message.payloads());
		ExtensionMembers.writeTracingFilter(writer, message.tracingId(), message.filter());
	}

	private static UserData readUserData(MessageFields fields) {
		String userId = fields.text("userId");
		Payloads payloads = fields.payloads("payloads");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING_FILTER);
		return new UserData(userId, payloads, members.tracingId(), members.filter());
	}

	private static void write(UserData message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, UserData.TYPE, 4);
		writer.writeString(message.userId());
		ServiceMessageCodec.writePayloads(writer, message.payloads());
		ExtensionMembers.writeTracingFilter(writer, message.tracingId(), message.filter());
	}

	private static MultiUserData readMultiUserData(MessageFields fields) {
		List<String> userList = fields.texts();
		Payloads payloads = fields.payloads("payloads");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING_FILTER);
		return new MultiUserData(userList, payloads, members.tracingId(), members.filter());
	}

	private static void write(MultiUserData message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, MultiUserData.TYPE, 4);
		ServiceMessageCodec.writeTexts(writer, message.userList());
		ServiceMessageCodec.writePayloads(writer, message.payloads());
		ExtensionMembers.writeTracingFilter(writer, message.tracingId(), message.filter());
	}

	private static BroadcastData readBroadcastData(MessageFields fields) {
		List<String> excludedList = fields.texts();
		Payloads payloads = fields.payloads("payloads");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING_FILTER);
		return new BroadcastData(excludedList, payloads, members.tracingId(), members.filter());
	}

	private static void write(BroadcastData message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, BroadcastData.TYPE, 4);
		ServiceMessageCodec.writeTexts(writer, message.excludedList());
		ServiceMessageCodec.writePayloads(writer, message.payloads());
		ExtensionMembers.writeTracingFilter(writer, message.tracingId(), message.filter());
	}

	private static GroupBroadcastData readGroupBroadcastData(MessageFields fields) {
		String groupName = fields.text("groupName");
		List<String> excludedList = fields.texts();
		Payloads payloads = fields.payloads("payloads");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING_FILTER);
		return new GroupBroadcastData(groupName, excludedList, payloads, members.tracingId(), members.filter(),
				fields.texts(), fields.textOrNull());
	}

	private static void write(GroupBroadcastData message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, GroupBroadcastData.TYPE, 7);
		writer.writeString(message.groupName());
		ServiceMessageCodec.writeTexts(writer, message.excludedList());
		ServiceMessageCodec.writePayloads(writer, message.payloads());
		ExtensionMembers.writeTracingFilter(writer, message.tracingId(), message.filter());
		ServiceMessageCodec.writeTexts(writer, message.excludedUserList());
		writer.writeString(message.callerUserId());
	}

	private static MultiGroupBroadcastData readMultiGroupBroadcastData(MessageFields fields) {
		List<String> groupList = fields.texts();
		Payloads payloads = fields.payloads("payloads");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING_FILTER);
		return new MultiGroupBroadcastData(groupList, payloads, members.tracingId(), members.filter());
	}

	private static void write(MultiGroupBroadcastData message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, MultiGroupBroadcastData.TYPE, 4);
		ServiceMessageCodec.writeTexts(writer, message.groupList());
		ServiceMessageCodec.writePayloads(writer, message.payloads());
		ExtensionMembers.writeTracingFilter(writer, message.tracingId(), message.filter());
	}

}
