// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.util.zip.DataFormatException;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.transport.deflate.InflationException;
import io.github.signalrelay.relay.transport.deflate.MessageInflater;

/**
 * Reads data messages out of the payloads of their frames: decompresses them where they
 * are compressed, and checks that text is valid. Keeps nothing of them.
 * <p>
 * Owned by the event loop of its connection.
 */
final class MessageReader {

	private final FrameReader.Sink sink;

	private final @Nullable MessageInflater inflater;

	/** Inside a text message, else {@code null}. */
	private @Nullable Utf8Validator text;

	private boolean compressed;

	/**
	 * Makes the reader of a connection.
	 * @param sink takes the data
	 * @param inflater decompresses, or {@code null} where no compression was agreed
	 */
	MessageReader(FrameReader.Sink sink, @Nullable MessageInflater inflater) {
		this.sink = sink;
		this.inflater = inflater;
	}

	boolean knowsCompression() {
		return this.inflater != null;
	}

	void begin(boolean isText, boolean isCompressed) {
		this.text = isText ? new Utf8Validator() : null;
		this.compressed = isCompressed;
		if (isCompressed && this.inflater != null) {
			this.inflater.begin();
		}
	}

	/** How much of a payload to give at once, for the sink to be able to stop it. */
	int mostAtOnce() {
		return this.compressed ? MessageInflater.SLICE : Integer.MAX_VALUE;
	}

	/** Whether the present message is compressed. */
	boolean isCompressed() {
		return this.compressed;
	}

	/**
	 * Reads a piece of a payload, unmasked already.
	 */
	void read(ByteBuf input, int size) throws WebSocketViolation {
		int from = input.readerIndex();
		input.skipBytes(size);
		MessageInflater current = inflater();
		if (current == null) {
			pass(input, from, size);
		}
		else if (this.sink.wantsData()) {
			current.input(input.nioBuffer(from, size));
			passInflated(current);
		}
	}

	/**
	 * The last frame of the message has ended.
	 */
	void end() throws WebSocketViolation {
		MessageInflater current = inflater();
		if (current != null && this.sink.wantsData()) {
			current.end();
			passInflated(current);
		}
		boolean isText = this.text != null;
		if (this.text != null && this.sink.wantsData() && !this.text.isComplete()) {
			throw notUtf8();
		}
		this.text = null;
		this.compressed = false;
		this.sink.onMessageEnd(isText);
	}

	private @Nullable MessageInflater inflater() {
		return this.compressed ? this.inflater : null;
	}

	private void passInflated(MessageInflater current) throws WebSocketViolation {
		try {
			ByteBuf piece = current.next();
			while (piece != null) {
				pass(piece, 0, piece.readableBytes());
				piece = this.sink.wantsData() ? current.next() : null;
			}
		}
		catch (DataFormatException ex) {
			throw new WebSocketViolation(CloseCodes.INVALID_PAYLOAD, "Compressed data is not valid");
		}
		catch (InflationException ex) {
			throw new WebSocketViolation(CloseCodes.MESSAGE_TOO_BIG, String.valueOf(ex.getMessage()));
		}
	}

	private void pass(ByteBuf bytes, int from, int size) throws WebSocketViolation {
		if (this.text != null && !this.text.accept(bytes, from, from + size)) {
			throw notUtf8();
		}
		this.sink.onData(bytes.nioBuffer(from, size));
	}

	private static WebSocketViolation notUtf8() {
		return new WebSocketViolation(CloseCodes.INVALID_PAYLOAD, "Text is not valid UTF-8");
	}

	/** Forgets a message that has not ended. */
	void close() {
		if (this.inflater != null) {
			this.inflater.close();
		}
	}

}
