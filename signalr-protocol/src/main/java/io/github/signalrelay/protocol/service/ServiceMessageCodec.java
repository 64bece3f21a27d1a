// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * Bodies of all messages: finds the codec of a message type.
 */
final class ServiceMessageCodec {

	private ServiceMessageCodec() {
	}

	/**
	 * Reads the fields behind the type.
	 * @return the message, or {@code null} for a type that is not known
	 */
	static @Nullable ServiceMessage read(int type, MessageFields fields) {
		return switch (type) {
			case JoinGroup.TYPE, LeaveGroup.TYPE, UserJoinGroup.TYPE, UserLeaveGroup.TYPE, JoinGroupWithAck.TYPE,
					LeaveGroupWithAck.TYPE, UserJoinGroupWithAck.TYPE, UserLeaveGroupWithAck.TYPE ->
				GroupCodec.read(type, fields);
			case MultiConnectionData.TYPE, UserData.TYPE, MultiUserData.TYPE, BroadcastData.TYPE,
					GroupBroadcastData.TYPE, MultiGroupBroadcastData.TYPE ->
				MulticastCodec.read(type, fields);
			case Ack.TYPE, CheckUserInGroupWithAck.TYPE, CheckGroupExistenceWithAck.TYPE,
					CheckConnectionExistenceWithAck.TYPE, CheckUserExistenceWithAck.TYPE, GroupMemberQuery.TYPE ->
				QueryCodec.read(type, fields);
			case CloseConnectionWithAck.TYPE, CloseConnectionsWithAck.TYPE, CloseUserConnectionsWithAck.TYPE,
					CloseGroupConnectionsWithAck.TYPE ->
				CloseCodec.read(type, fields);
			case AccessKeyRequest.TYPE, AccessKeyResponse.TYPE, ClientInvocation.TYPE, ClientCompletion.TYPE,
					ErrorCompletion.TYPE, ServiceMapping.TYPE ->
				InvocationCodec.read(type, fields);
			case OpenConnection.TYPE, CloseConnection.TYPE, ConnectionData.TYPE, ConnectionReconnect.TYPE,
					ConnectionFlowControl.TYPE, StoreClaims.TYPE ->
				ConnectionCodec.read(type, fields);
			case HandshakeRequest.TYPE, HandshakeResponse.TYPE, Ping.TYPE, ServiceError.TYPE, ServiceEvent.TYPE ->
				LinkCodec.read(type, fields);
			default -> null;
		};
	}

	/** Writes the body of a message, without its length prefix. */
	static void write(ServiceMessage message, MessagePackWriter writer) {
		switch (message.type()) {
			case JoinGroup.TYPE, LeaveGroup.TYPE, UserJoinGroup.TYPE, UserLeaveGroup.TYPE, JoinGroupWithAck.TYPE,
					LeaveGroupWithAck.TYPE, UserJoinGroupWithAck.TYPE, UserLeaveGroupWithAck.TYPE ->
				GroupCodec.write(message, writer);
			case MultiConnectionData.TYPE, UserData.TYPE, MultiUserData.TYPE, BroadcastData.TYPE,
					GroupBroadcastData.TYPE, MultiGroupBroadcastData.TYPE ->
				MulticastCodec.write(message, writer);
			case Ack.TYPE, CheckUserInGroupWithAck.TYPE, CheckGroupExistenceWithAck.TYPE,
					CheckConnectionExistenceWithAck.TYPE, CheckUserExistenceWithAck.TYPE, GroupMemberQuery.TYPE ->
				QueryCodec.write(message, writer);
			case CloseConnectionWithAck.TYPE, CloseConnectionsWithAck.TYPE, CloseUserConnectionsWithAck.TYPE,
					CloseGroupConnectionsWithAck.TYPE ->
				CloseCodec.write(message, writer);
			case AccessKeyRequest.TYPE, AccessKeyResponse.TYPE, ClientInvocation.TYPE, ClientCompletion.TYPE,
					ErrorCompletion.TYPE, ServiceMapping.TYPE ->
				InvocationCodec.write(message, writer);
			case OpenConnection.TYPE, CloseConnection.TYPE, ConnectionData.TYPE, ConnectionReconnect.TYPE,
					ConnectionFlowControl.TYPE, StoreClaims.TYPE ->
				ConnectionCodec.write(message, writer);
			case HandshakeRequest.TYPE, HandshakeResponse.TYPE, Ping.TYPE, ServiceError.TYPE, ServiceEvent.TYPE ->
				LinkCodec.write(message, writer);
			default -> throw new IllegalArgumentException("type: " + message.type());
		}
	}

	/** Starts a message: an array of so many elements, the type being the first. */
	static void writeHead(MessagePackWriter writer, int type, int elements) {
		writer.writeArrayHeader(elements);
		writer.writeInt(type);
	}

	static void writeTexts(MessagePackWriter writer, List<String> texts) {
		writer.writeArrayHeader(texts.size());
		for (String text : texts) {
			writer.writeString(text);
		}
	}

	static void writePayloads(MessagePackWriter writer, Payloads payloads) {
		writer.writeMapHeader(payloads.byProtocol().size());
		payloads.byProtocol().forEach((protocol, payload) -> {
			writer.writeString(protocol);
			writer.writeBinary(payload);
		});
	}

}
