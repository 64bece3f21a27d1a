// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import java.util.Arrays;

/**
 * Reads the WebSocket frames of a server (RFC 6455, 5.2), however they are cut into
 * pieces. Keeps no more of them than a header and a control frame. Belongs to the
 * generator's event loop.
 */
final class FrameReader {

	private static final int MAX_CONTROL = 125;

	private static final int CLOSE = 8;

	private static final int PING = 9;

	private final Sink sink;

	/** Header that has come in part. */
	private final byte[] header = new byte[10];

	private int headerLength;

	private boolean within;

	private int first;

	private long remaining;

	/** Payload of the control frame under way. */
	private byte[] control = {};

	private boolean stopped;

	FrameReader(Sink sink) {
		this.sink = sink;
	}

	/** Ignores all that comes from now on. */
	void stop() {
		this.stopped = true;
	}

	/**
	 * Takes bytes of the server.
	 * @throws IllegalStateException if they are no frames
	 */
	void read(byte[] data, int from, int to) {
		int at = from;
		while (at < to && !this.stopped) {
			if (!this.within) {
				at = header(data, at, to);
			}
			if (this.within) {
				at = payload(data, at, to);
			}
		}
	}

	private int header(byte[] data, int from, int to) {
		int at = from;
		while (at < to) {
			this.header[this.headerLength++] = data[at++];
			if (this.headerLength >= 2 && this.headerLength == headerSize()) {
				begin();
				return at;
			}
		}
		return at;
	}

	private int headerSize() {
		return switch (this.header[1]) {
			case 126 -> 4;
			case 127 -> 10;
			default -> 2;
		};
	}

	private void begin() {
		this.first = this.header[0];
		if (this.header[1] < 0) {
			throw new IllegalStateException("the server sent a masked frame");
		}
		if ((this.first & 0x70) != 0) {
			throw new IllegalStateException("the server sent a frame with a reserved bit");
		}
		this.remaining = length();
		if (isControl() && this.remaining > MAX_CONTROL) {
			throw new IllegalStateException("the server sent a control frame of " + this.remaining + " bytes");
		}
		this.headerLength = 0;
		this.within = true;
	}

	private long length() {
		if (this.headerLength == 2) {
			return this.header[1];
		}
		long length = 0;
		for (int index = 2; index < this.headerLength; index++) {
			length = (length << 8) | (this.header[index] & 0xFF);
		}
		if (length < 0) {
			throw new IllegalStateException("the server sent a frame of a negative length");
		}
		return length;
	}

	private boolean isControl() {
		return (this.first & 0x8) != 0;
	}

	private int payload(byte[] data, int from, int to) {
		int end = from + (int) Math.min(to - from, this.remaining);
		this.remaining -= end - from;
		if (isControl()) {
			int had = this.control.length;
			this.control = Arrays.copyOf(this.control, had + end - from);
			System.arraycopy(data, from, this.control, had, end - from);
		}
		else if (end > from) {
			this.sink.data(data, from, end);
		}
		if (this.remaining == 0) {
			this.within = false;
			end();
		}
		return end;
	}

	private void end() {
		if (!isControl()) {
			if (this.first < 0) {
				this.sink.messageEnd();
			}
			return;
		}
		byte[] payload = this.control;
		this.control = new byte[0];
		if ((this.first & 0xF) == PING) {
			this.sink.ping(payload);
		}
		else if ((this.first & 0xF) == CLOSE) {
			this.sink.close(payload);
		}
	}

	/** Who is told what came. */
	interface Sink {

		void data(byte[] data, int from, int to);

		void messageEnd();

		void ping(byte[] payload);

		void close(byte[] payload);

	}

}
