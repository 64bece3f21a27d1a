// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.signalrelay.protocol.hub.HubFraming;

/**
 * A peer that can send anything: HTTP requests and WebSocket frames byte by byte, right
 * or wrong. Every read has a limit.
 */
public final class RawSocket implements AutoCloseable {

	public static final int TEXT = 1;

	public static final int BINARY = 2;

	public static final int CLOSE = 8;

	public static final int PING = 9;

	public static final int PONG = 10;

	/** The reserved bit of a compressed message. */
	public static final int COMPRESSED = 0x40;

	private static final int READ_LIMIT = 10_000;

	private static final byte[] MASK = { 0x37, (byte) 0xFA, 0x21, 0x3D };

	private final Socket socket = new Socket();

	private final DataInputStream input;

	private final OutputStream output;

	public RawSocket(int port) {
		this(port, 0);
	}

	/**
	 * @param receiveBuffer size of the kernel's buffer, 0 for its own choice
	 */
	public RawSocket(int port, int receiveBuffer) {
		try {
			if (receiveBuffer > 0) {
				this.socket.setReceiveBufferSize(receiveBuffer);
			}
			this.socket.setTcpNoDelay(true);
			this.socket.setSoTimeout(READ_LIMIT);
			this.socket.connect(new InetSocketAddress("127.0.0.1", port));
			this.input = new DataInputStream(this.socket.getInputStream());
			this.output = this.socket.getOutputStream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Opens a WebSocket, which the server must accept. */
	public static RawSocket webSocket(int port, String uri, String... headers) {
		RawSocket socket = new RawSocket(port);
		Response response = socket.upgrade(uri, headers);
		if (response.status() != 101) {
			socket.close();
			throw new AssertionError("status: " + response + " (expected: 101)");
		}
		return socket;
	}

	public Response upgrade(String uri, String... headers) {
		send(upgradeRequest(uri, headers));
		return response();
	}

	public static byte[] upgradeRequest(String uri, String... headers) {
		StringBuilder text = new StringBuilder("GET " + uri + " HTTP/1.1\r\nHost: localhost\r\n"
				+ "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
				+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
		for (String header : headers) {
			text.append(header).append("\r\n");
		}
		return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
	}

	public void send(byte[] bytes) {
		try {
			this.output.write(bytes);
			this.output.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public void send(String text) {
		send(text.getBytes(StandardCharsets.UTF_8));
	}

	public void sendText(String text) {
		send(frame(0x80 | TEXT, text.getBytes(StandardCharsets.UTF_8)));
	}

	public void sendBinary(byte[] bytes) {
		send(frame(0x80 | BINARY, bytes));
	}

	public void sendClose(int code) {
		send(frame(0x80 | CLOSE, ByteBuffer.allocate(2).putShort((short) code).array()));
	}

	/** Speaks the hub handshake and waits for the answer of the hub. */
	public RawSocket handshake() {
		return handshake("json");
	}

	public RawSocket handshake(String protocol) {
		sendText("{\"protocol\":\"" + protocol + "\",\"version\":1}" + (char) HubFraming.SEPARATOR);
		Frame frame = read();
		if (!frame.text().equals("{}" + (char) HubFraming.SEPARATOR)) {
			throw new AssertionError("handshake response: " + frame);
		}
		return this;
	}

	/** A masked frame with the first byte as given. */
	public static byte[] frame(int first, byte[] payload) {
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.write(first);
		if (payload.length < 126) {
			frame.write(0x80 | payload.length);
		}
		else if (payload.length <= 0xFFFF) {
			frame.write(0x80 | 126);
			frame.write(payload.length >> 8);
			frame.write(payload.length);
		}
		else {
			frame.write(0x80 | 127);
			frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
		}
		frame.writeBytes(MASK);
		for (int index = 0; index < payload.length; index++) {
			frame.write(payload[index] ^ MASK[index % 4]);
		}
		return frame.toByteArray();
	}

	/** Next frame of the server; fails at the end of the stream. */
	public Frame read() {
		try {
			int first = this.input.readUnsignedByte();
			int size = this.input.readUnsignedByte();
			long length = (size == 126) ? this.input.readUnsignedShort() : (size == 127) ? this.input.readLong() : size;
			byte[] payload = new byte[(int) length];
			this.input.readFully(payload);
			return new Frame(first & 0x0F, (first & COMPRESSED) != 0, payload);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Next frame that is no ping. */
	public Frame readData() {
		Frame frame = read();
		while (frame.opcode() == PING || frame.text().equals("{\"type\":6}" + (char) HubFraming.SEPARATOR)) {
			frame = read();
		}
		return frame;
	}

	/**
	 * Whether the server has closed: end of stream or a reset. Reads what comes before.
	 */
	public boolean isEnded() {
		try {
			byte[] rest = new byte[4096];
			while (this.input.read(rest) >= 0) {
				continue;
			}
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	public Response response() {
		try {
			String statusLine = line();
			Map<String, String> headers = new LinkedHashMap<>();
			for (String line = line(); !line.isEmpty(); line = line()) {
				int colon = line.indexOf(':');
				headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
			}
			byte[] body = new byte[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
			this.input.readFully(body);
			String[] parts = statusLine.split(" ", 3);
			return new Response(Integer.parseInt(parts[1]), parts[2], headers,
					new String(body, StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Next bytes as text, which must come. */
	public String text(int length) {
		try {
			byte[] bytes = new byte[length];
			this.input.readFully(bytes);
			return new String(bytes, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = this.input.readUnsignedByte(); next != '\n'; next = this.input.readUnsignedByte()) {
			if (next != '\r') {
				line.write(next);
			}
		}
		return line.toString(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public record Response(int status, String reason, Map<String, String> headers, String body) {

		public String header(String name) {
			return this.headers.get(name.toLowerCase(Locale.ROOT));
		}

	}

	public record Frame(int opcode, boolean compressed, byte[] payload) {

		public String text() {
			return new String(this.payload, StandardCharsets.UTF_8);
		}

		public int closeCode() {
			return ByteBuffer.wrap(this.payload).getShort() & 0xFFFF;
		}

		public String closeReason() {
			return new String(this.payload, 2, this.payload.length - 2, StandardCharsets.UTF_8);
		}

		@Override
		public String toString() {
			return this.opcode + " " + text();
		}

	}

}
