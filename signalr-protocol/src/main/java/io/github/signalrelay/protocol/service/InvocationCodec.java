// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * Client results and access keys (service protocol reference, 3.7).
 */
final class InvocationCodec {

	private InvocationCodec() {
	}

	static ServiceMessage read(int type, MessageFields fields) {
		return switch (type) {
			case AccessKeyRequest.TYPE -> readAccessKeyRequest(fields);
			case AccessKeyResponse.TYPE -> readAccessKeyResponse(fields);
			case ClientInvocation.TYPE -> readClientInvocation(fields);
			case ClientCompletion.TYPE -> readClientCompletion(fields);
			case ErrorCompletion.TYPE -> readErrorCompletion(fields);
			case ServiceMapping.TYPE -> readServiceMapping(fields);
			default -> throw new IllegalArgumentException("type: " + type);
		};
	}

	static void write(ServiceMessage message, MessagePackWriter writer) {
		switch (message.type()) {
			case AccessKeyRequest.TYPE -> write((AccessKeyRequest) message, writer);
			case AccessKeyResponse.TYPE -> write((AccessKeyResponse) message, writer);
			case ClientInvocation.TYPE -> write((ClientInvocation) message, writer);
			case ClientCompletion.TYPE -> write((ClientCompletion) message, writer);
			case ErrorCompletion.TYPE -> write((ErrorCompletion) message, writer);
			case ServiceMapping.TYPE -> write((ServiceMapping) message, writer);
			default -> throw new IllegalArgumentException("type: " + message.type());
		}
	}

	private static AccessKeyRequest readAccessKeyRequest(MessageFields fields) {
		return new AccessKeyRequest(fields.text("token"), fields.textOrNull());
	}

	private static void write(AccessKeyRequest message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, AccessKeyRequest.TYPE, 4);
		writer.writeString(message.token());
		writer.writeString(message.kid());
		ExtensionMembers.writeNone(writer);
	}

	private static AccessKeyResponse readAccessKeyResponse(MessageFields fields) {
		return new AccessKeyResponse(fields.textOrNull(), fields.textOrNull(), fields.textOrNull(),
				fields.textOrNull());
	}

	private static void write(AccessKeyResponse message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, AccessKeyResponse.TYPE, 6);
		writer.writeString(message.kid());
		writer.writeString(message.accessKey());
		writer.writeString(message.errorType());
		writer.writeString(message.errorMessage());
		ExtensionMembers.writeNone(writer);
	}

	private static ClientInvocation readClientInvocation(MessageFields fields) {
		String invocationId = fields.text("invocationId");
		String connectionId = fields.text("connectionId");
		String callerServerId = fields.text("callerServerId");
		Payloads payloads = fields.payloads("payloads");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new ClientInvocation(invocationId, connectionId, callerServerId, payloads, members.tracingId());
	}

	private static void write(ClientInvocation message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, ClientInvocation.TYPE, 6);
		writer.writeString(message.invocationId());
		writer.writeString(message.connectionId());
		writer.writeString(message.callerServerId());
		ServiceMessageCodec.writePayloads(writer, message.payloads());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static ClientCompletion readClientCompletion(MessageFields fields) {
		String invocationId = fields.text("invocationId");
		String connectionId = fields.text("connectionId");
		String callerServerId = fields.text("callerServerId");
		String protocol = fields.text("protocol");
		Payload payload = fields.payload("payload");
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING_PROTOCOL);
		return new ClientCompletion(invocationId, connectionId, callerServerId, protocol, payload, members.tracingId());
	}

	private static void write(ClientCompletion message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, ClientCompletion.TYPE, 7);
		writer.writeString(message.invocationId());
		writer.writeString(message.connectionId());
		writer.writeString(message.callerServerId());
		writer.writeString(message.protocol());
		writer.writeBinary(message.payload());
		// written a second time, as the original does it (3.7)
		ExtensionMembers.writeTracingProtocol(writer, message.tracingId(), message.protocol());
	}

	private static ErrorCompletion readErrorCompletion(MessageFields fields) {
		String invocationId = fields.text("invocationId");
		String connectionId = fields.text("connectionId");
		String callerServerId = fields.text("callerServerId");
		String error = fields.textOrEmpty();
		ExtensionMembers members = fields.extensions(ExtensionMembers.TRACING);
		return new ErrorCompletion(invocationId, connectionId, callerServerId, error, members.tracingId());
	}

	private static void write(ErrorCompletion message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, ErrorCompletion.TYPE, 6);
		writer.writeString(message.invocationId());
		writer.writeString(message.connectionId());
		writer.writeString(message.callerServerId());
		writer.writeString(message.error());
		ExtensionMembers.writeTracing(writer, message.tracingId());
	}

	private static ServiceMapping readServiceMapping(MessageFields fields) {
		return new ServiceMapping(fields.text("invocationId"), fields.text("connectionId"), fields.text("instanceId"));
	}

	private static void write(ServiceMapping message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, ServiceMapping.TYPE, 5);
		writer.writeString(message.invocationId());
		writer.writeString(message.connectionId());
		writer.writeString(message.instanceId());
		ExtensionMembers.writeNone(writer);
	}

}
