// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.tls;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * One HTTP/2 connection whose frames are written by hand. Used by one thread.
 */
final class Http2Socket implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 20_000;

	private static final int HEADERS = 1;

	private static final int RESET = 3;

	private static final int SETTINGS = 4;

	private static final int END_STREAM = 1;

	private static final int ACK = 1;

	private static final int END_HEADERS = 4;

	private final Socket socket;

	private final DataInputStream input;

	private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();

	private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();

	private final Map<Integer, Long> settings = new HashMap<>();

	private int nextStream = 1;

	/** Over TLS, where HTTP/2 is agreed by ALPN. */
	Http2Socket(SSLContext context, URI server) throws IOException {
		this(connect(context, server));
	}

	/** Without TLS, by prior knowledge. */
	Http2Socket(URI server) throws IOException {
		this(new Socket(server.getHost(), server.getPort()));
	}

	private Http2Socket(Socket socket) throws IOException {
		this.socket = socket;
		socket.setSoTimeout(PATIENCE_MILLIS);
		this.input = new DataInputStream(socket.getInputStream());
		socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		write(SETTINGS, 0, 0, new byte[0]);
		while (this.settings.isEmpty()) {
			read();
		}
	}

	private static Socket connect(SSLContext context, URI server) throws IOException {
		SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(server.getHost(), server.getPort());
		socket.setSoTimeout(PATIENCE_MILLIS);
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setApplicationProtocols(new String[] { "h2" });
		socket.setSSLParameters(parameters);
		socket.startHandshake();
		if (!"h2".equals(socket.getApplicationProtocol())) {
			throw new IOException("no HTTP/2 but " + socket.getApplicationProtocol());
		}
		return socket;
	}

	/** Settings of the server, by their number. */
	Map<Integer, Long> settings() {
		return this.settings;
	}

	/**
	 * Sends a request without body on a new stream and waits for the answer.
	 * @return the status, or {@code reset} when the stream was reset
	 */
	String request(boolean endStream, String... headers) throws IOException, Http2Exception {
		int stream = this.nextStream;
		this.nextStream += 2;
		Http2Headers all = new DefaultHttp2Headers(false);
		for (int i = 0; i < headers.length; i += 2) {
			all.add(headers[i], headers[i + 1]);
		}
		ByteBuf block = Unpooled.buffer();
		this.encoder.encodeHeaders(stream, all, block);
		write(HEADERS, END_HEADERS | (endStream ? END_STREAM : 0), stream, ByteBufUtil.getBytes(block));
		while (true) {
			Frame frame = read();
			if (frame.stream() == stream && frame.type() == RESET) {
				return "reset";
			}
			if (frame.type() == HEADERS) {
				Http2Headers answer = this.decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(frame.payload()));
				if (frame.stream() == stream) {
					return String.valueOf(answer.status());
				}
			}
		}
	}

	private Frame read() throws IOException {
		int length = this.input.readUnsignedByte() << 16 | this.input.readUnsignedShort();
		int type = this.input.readUnsignedByte();
		int flags = this.input.readUnsignedByte();
		int stream = this.input.readInt();
		Frame frame = new Frame(type, stream, this.input.readNBytes(length));
		if (type == SETTINGS && (flags & ACK) == 0) {
			ByteBuffer pairs = ByteBuffer.wrap(frame.payload());
			while (pairs.hasRemaining()) {
				this.settings.put((int) pairs.getShort(), pairs.getInt() & 0xFFFFFFFFL);
			}
			write(SETTINGS, ACK, 0, new byte[0]);
		}
		return frame;
	}

	private void write(int type, int flags, int stream, byte[] payload) throws IOException {
		ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
		frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
		frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
		this.socket.getOutputStream().write(frame.array());
		this.socket.getOutputStream().flush();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private record Frame(int type, int stream, byte[] payload) {
	}

}
