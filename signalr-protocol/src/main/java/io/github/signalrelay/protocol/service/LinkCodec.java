// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.messagepack.MessagePackFormatException;
import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * What a service connection says about itself (service protocol reference, chapter 2 and
 * 3.3).
 */
final class LinkCodec {

	private LinkCodec() {
	}

	static ServiceMessage read(int type, MessageFields fields) {
		return switch (type) {
			case HandshakeRequest.TYPE -> readHandshakeRequest(fields);
			case HandshakeResponse.TYPE -> readHandshakeResponse(fields);
			case Ping.TYPE -> readPing(fields);
			case ServiceError.TYPE -> readServiceError(fields);
			case ServiceEvent.TYPE -> readServiceEvent(fields);
			default -> throw new IllegalArgumentException("type: " + type);
		};
	}

	static void write(ServiceMessage message, MessagePackWriter writer) {
		switch (message.type()) {
			case HandshakeRequest.TYPE -> write((HandshakeRequest) message, writer);
			case HandshakeResponse.TYPE -> write((HandshakeResponse) message, writer);
			case Ping.TYPE -> write((Ping) message, writer);
			case ServiceError.TYPE -> write((ServiceError) message, writer);
			case ServiceEvent.TYPE -> write((ServiceEvent) message, writer);
			default -> throw new IllegalArgumentException("type: " + message.type());
		}
	}

	private static HandshakeRequest readHandshakeRequest(MessageFields fields) {
		int version = fields.integer("version");
		ServerConnectionType connectionType = ServerConnectionType.DEFAULT;
		MigrationLevel migrationLevel = MigrationLevel.OFF;
		String target = null;
		// Type and target came together: an array of three has neither, nor what is
		// behind them.
		if (fields.remaining() >= 2) {
			connectionType = ServerConnectionType.of(fields.integer("connectionType"));
			target = fields.textOrNull();
			if (fields.remaining() > 0) {
				migrationLevel = MigrationLevel.of(fields.integer("migrationLevel"));
			}
			fields.extensions(ExtensionMembers.NONE);
		}
		else {
			fields.skipRemaining();
		}
		if (connectionType == null || migrationLevel == null) {
			throw new MessagePackFormatException("unknown connectionType or migrationLevel");
		}
		return new HandshakeRequest(version, connectionType, target, migrationLevel, fields.flag());
	}

	private static void write(HandshakeRequest message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, HandshakeRequest.TYPE, 7);
		writer.writeInt(message.version());
		writer.writeInt(message.connectionType().code());
		String target = message.target();
		writer.writeString((target != null) ? target : "");
		writer.writeInt(message.migrationLevel().code());
		ExtensionMembers.writeNone(writer);
		writer.writeBoolean(message.allowStatefulReconnects());
	}

	private static HandshakeResponse readHandshakeResponse(MessageFields fields) {
		@Nullable String errorMessage = fields.textOrNull();
		fields.extensions(ExtensionMembers.NONE);
		return new HandshakeResponse(errorMessage, fields.textOrNull());
	}

	private static void write(HandshakeResponse message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, HandshakeResponse.TYPE, 4);
		writer.writeString(message.errorMessage());
		ExtensionMembers.writeNone(writer);
		writer.writeString(message.connectionId());
	}

	private static Ping readPing(MessageFields fields) {
		return new Ping(fields.remainingTexts());
	}

	private static void write(Ping message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, Ping.TYPE, 1 + message.messages().size());
		for (String text : message.messages()) {
			writer.writeString(text);
		}
	}

	private static ServiceError readServiceError(MessageFields fields) {
		return new ServiceError(fields.textOrEmpty());
	}

	private static void write(ServiceError message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, ServiceError.TYPE, 2);
		writer.writeString(message.errorMessage());
	}

	private static ServiceEvent readServiceEvent(MessageFields fields) {
		return new ServiceEvent(fields.integer("objectType"), fields.textOrEmpty(), fields.integer("kind"),
				fields.textOrEmpty());
	}

	private static void write(ServiceEvent message, MessagePackWriter writer) {
		ServiceMessageCodec.writeHead(writer, ServiceEvent.TYPE, 6);
		writer.writeInt(message.objectType());
		writer.writeString(message.id());
		writer.writeInt(message.kind());
		writer.writeString(message.message());
		ExtensionMembers.writeNone(writer);
	}

}
