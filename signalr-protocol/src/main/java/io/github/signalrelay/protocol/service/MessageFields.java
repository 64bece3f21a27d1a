// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.messagepack.MessagePackFormatException;
import io.github.signalrelay.protocol.messagepack.MessagePackReader;

/**
 * Fields of one message in order, with the rules of the service protocol reference, 1.6:
 * what nil stands for, and fields at the end that old peers leave out.
 * <p>
 * A field that must be there is asked for by its name, which is only used for the problem
 * text. Reused from message to message, and so are the members of its extension map.
 */
final class MessageFields {

	/** Stands for a type that could not be read. */
	static final int NO_TYPE = Integer.MIN_VALUE;

	private final MessagePackReader reader = new MessagePackReader();

	private final ExtensionMembers extensions = new ExtensionMembers();

	private int remaining;

	/**
	 * Starts with another message.
	 * @return number of its type
	 */
	int start(byte[] body, int length) {
		this.reader.reset(body, 0, length);
		this.extensions.clear();
		this.remaining = this.reader.readArrayHeader();
		return integer("type");
	}

	/** Lets go of the present message. */
	void clear() {
		this.reader.clear();
		this.extensions.clear();
	}

	/** Number of fields that are left. */
	int remaining() {
		return this.remaining;
	}

	/** Leaves out all fields that are left. */
	void skipRemaining() {
		this.remaining = 0;
	}

	/** An integer that must be there. */
	int integer(String name) {
		next(name);
		return this.reader.readInt();
	}

	/** A boolean, {@code false} when it is left out. */
	boolean flag() {
		return hasNext() && this.reader.readBoolean();
	}

	/** A text that must be there and must not be nil. */
	String text(String name) {
		next(name);
		String text = this.reader.readStringOrNil();
		if (text == null) {
			throw new MessagePackFormatException("nil is not allowed for " + name);
		}
		return text;
	}

	/** A text, {@code null} when it is nil or left out. */
	@Nullable String textOrNull() {
		return hasNext() ? this.reader.readStringOrNil() : null;
	}

	/** A text, empty when it is nil or left out. */
	String textOrEmpty() {
		String text = textOrNull();
		return (text != null) ? text : "";
	}

	/** Texts, none when they are nil or left out; nil inside is read as empty. */
	List<String> texts() {
		return hasNext() ? readTexts() : List.of();
	}

	/** All fields that are left, as texts. */
	List<String> remainingTexts() {
		List<String> texts = new ArrayList<>(this.remaining);
		while (hasNext()) {
			texts.add(readText());
		}
		return texts;
	}

	private List<String> readTexts() {
		if (this.reader.readNil()) {
			return List.of();
		}
		int size = this.reader.readArrayHeader();
		if (size == 0) {
			return List.of();
		}
		if (size == 1) {
			return List.of(readText());
		}
		List<String> texts = new ArrayList<>(size);
		for (int index = 0; index < size; index++) {
			texts.add(readText());
		}
		return texts;
	}

	private String readText() {
		String text = this.reader.readStringOrNil();
		return (text != null) ? text : "";
	}

	/** Bytes that must be there; nil is read as empty. */
	Payload payload(String name) {
		next(name);
		return readPayload();
	}

	/** Bytes, {@code null} when they are nil or left out. */
	@Nullable Payload payloadOrNull() {
		return (hasNext() && !this.reader.readNil()) ? this.reader.readBinary() : null;
	}

	/** Payloads by hub protocol; of a repeated name the last one counts. */
	Payloads payloads(String name) {
		next(name);
		int size = readMapHeader();
		if (size == 0) {
			return Payloads.NONE;
		}
		if (size == 1) {
			return Payloads.of(this.reader.readString(), readPayload());
		}
		Map<String, Payload> byProtocol = new LinkedHashMap<>();
		for (int index = 0; index < size; index++) {
			byProtocol.put(this.reader.readString(), readPayload());
		}
		return new Payloads(byProtocol);
	}

	private Payload readPayload() {
		return this.reader.readNil() ? Payload.EMPTY : this.reader.readBinary();
	}

	/** Claims in order; a map whose keys may repeat. */
	List<Claim> claims(String name) {
		next(name);
		int size = readMapHeader();
		List<Claim> claims = new ArrayList<>(size);
		for (int index = 0; index < size; index++) {
			claims.add(new Claim(this.reader.readString(), readText()));
		}
		return claims;
	}

	/** Headers, none when they are left out; the values of a repeated name are joined. */
	MessageHeaders headers() {
		int size = hasNext() ? readMapHeader() : 0;
		if (size == 0) {
			return MessageHeaders.NONE;
		}
		Map<String, List<String>> byName = new LinkedHashMap<>();
		for (int index = 0; index < size; index++) {
			byName.computeIfAbsent(this.reader.readString(), (name) -> new ArrayList<>()).addAll(readTexts());
		}
		return new MessageHeaders(byName);
	}

	private int readMapHeader() {
		return this.reader.readNil() ? 0 : this.reader.readMapHeader();
	}

	/**
	 * Reads the extension map; without members when it is left out.
	 * @param allowed keys that the message type has, bits of {@link ExtensionMembers}
	 * @return the members, valid until the next message
	 */
	ExtensionMembers extensions(int allowed) {
		if (hasNext()) {
			this.extensions.read(this.reader, allowed);
		}
		return this.extensions;
	}

	private boolean hasNext() {
		if (this.remaining == 0) {
			return false;
		}
		this.remaining--;
		return true;
	}

	private void next(String name) {
		if (!hasNext()) {
			throw new MessagePackFormatException(name + " is missing");
		}
	}

}
