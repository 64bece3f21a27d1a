// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads responses of HTTP/1.1 one after another, bodies with a length and in chunks,
 * however they are cut into pieces. Belongs to the generator's event loop.
 */
final class HttpResponseReader {

	private static final int MAX_LINE = 16 * 1024;

	private byte[] line = new byte[128];

	private int lineLength;

	private Part part = Part.STATUS;

	private int status;

	private long remaining;

	private boolean chunked;

	private boolean closing;

	/** Whether a response has been read as a whole. */
	boolean isDone() {
		return this.part == Part.DONE;
	}

	/** Whether nothing of a response has come. */
	boolean isFresh() {
		return this.part == Part.STATUS && this.lineLength == 0;
	}

	/** Status of the response that is being read. */
	int status() {
		return this.status;
	}

	/** Whether the server closes the connection behind the response. */
	boolean isClosing() {
		return this.closing;
	}

	/** Prepares for the next response. */
	void next() {
		this.part = Part.STATUS;
	}

	/**
	 * Reads until the end of the response or of the bytes.
	 * @return index behind what was read
	 * @throws IllegalStateException if it is no response
	 */
	int read(byte[] data, int from, int to, Body body) {
		int at = from;
		while (at < to && this.part != Part.DONE) {
			if (this.part == Part.BODY || this.part == Part.CHUNK) {
				int end = at + (int) Math.min(to - at, this.remaining);
				this.remaining -= end - at;
				body.body(data, at, end);
				at = end;
				afterBody();
			}
			else if (append(data[at++])) {
				line();
			}
		}
		return at;
	}

	private void afterBody() {
		if (this.remaining == 0) {
			this.part = (this.part == Part.BODY) ? Part.DONE : Part.CHUNK_END;
		}
	}

	private boolean append(byte current) {
		if (current == '\n') {
			return true;
		}
		if (current != '\r') {
			if (this.lineLength == this.line.length) {
				grow();
			}
			this.line[this.lineLength++] = current;
		}
		return false;
	}

	private void grow() {
		if (this.lineLength >= MAX_LINE) {
			throw new IllegalStateException("the server sent a header of more than " + MAX_LINE + " bytes");
		}
		this.line = java.util.Arrays.copyOf(this.line, 2 * this.lineLength);
	}

	private void line() {
		int length = this.lineLength;
		this.lineLength = 0;
		switch (this.part) {
			case STATUS -> status(text(length));
			case HEADERS -> {
				if (length == 0) {
					endOfHead();
				}
				else {
					header(length);
				}
			}
			case SIZE -> size(text(length));
			case CHUNK_END -> this.part = Part.SIZE;
			case TRAILER -> this.part = (length == 0) ? Part.DONE : Part.TRAILER;
			default -> throw new IllegalStateException("no line is expected in " + this.part);
		}
	}

	private String text(int length) {
		return new String(this.line, 0, length, StandardCharsets.ISO_8859_1);
	}

	private void status(String text) {
		if (!text.startsWith("HTTP/1.1 ") || text.length() < 12) {
			throw new IllegalStateException(
					"the server sent no HTTP response: " + text.substring(0, Math.min(60, text.length())));
		}
		this.status = number(text.substring(9, 12), 10);
		this.remaining = 0;
		this.chunked = false;
		this.closing = false;
		this.part = Part.HEADERS;
	}

	/** Looks at the few headers that matter, by their first letter first. */
	private void header(int length) {
		int letter = this.line[0] | 0x20;
		if (letter != 'c' && letter != 't') {
			return;
		}
		String header = text(length).toLowerCase(Locale.ROOT);
		if (header.startsWith("content-length:")) {
			this.remaining = number(header.substring(15).strip(), 10);
		}
		else if (header.startsWith("transfer-encoding:")) {
			this.chunked = header.contains("chunked");
		}
		else if (header.startsWith("connection:")) {
			this.closing = header.contains("close");
		}
	}

	private void endOfHead() {
		boolean bodiless = this.status < 200 || this.status == 204 || this.status == 304;
		if (this.chunked && !bodiless) {
			this.part = Part.SIZE;
		}
		else {
			this.part = (this.remaining == 0 || bodiless) ? Part.DONE : Part.BODY;
		}
	}

	private void size(String text) {
		int end = text.indexOf(';');
		this.remaining = number(((end >= 0) ? text.substring(0, end) : text).strip(), 16);
		this.part = (this.remaining == 0) ? Part.TRAILER : Part.CHUNK;
	}

	private static int number(String text, int radix) {
		try {
			int number = Integer.parseInt(text, radix);
			if (number >= 0) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// told below
		}
		throw new IllegalStateException("the server sent an HTTP response with a bad number");
	}

	private enum Part {

		STATUS, HEADERS, BODY, SIZE, CHUNK, CHUNK_END, TRAILER, DONE

	}

	/** Who takes bodies. */
	interface Body {

		void body(byte[] data, int from, int to);

	}

}
