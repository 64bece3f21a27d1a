// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.github.signalrelay.tests.raw.Negotiation;

/**
 * A client that agrees on a hub protocol and reads no more than it is told to, not ahead
 * either: a plain socket. Used by one thread at a time.
 */
public final class LazyReader implements AutoCloseable {

	/** So that little waits in the client's own system. */
	private static final int RECEIVE_BUFFER = 8 * 1024;

	private static final int LIMIT_SECONDS = 60;

	private static final byte[] HANDSHAKE = "{\"protocol\":\"json\",\"version\":1}\u001e"
		.getBytes(StandardCharsets.UTF_8);

	private static final String HANDSHAKE_ANSWER = "{}\u001e";

	private final byte[] sip = new byte[1024];

	private Socket socket = new Socket();

	/**
	 * Negotiates and connects, another time if it was connected before.
	 * @param http client to negotiate with
	 * @param hub address of the hub
	 */
	public void connect(HttpClient http, URI hub) {
		try {
			Negotiation target = Negotiation.with(http, hub, "").get(LIMIT_SECONDS, TimeUnit.SECONDS);
			close();
			URI endpoint = target.endpoint();
			this.socket = new Socket();
			this.socket.setReceiveBufferSize(RECEIVE_BUFFER);
			this.socket.setSoTimeout(LIMIT_SECONDS * 1000);
			this.socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
			upgrade(endpoint, target.accessToken());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void upgrade(URI endpoint, String token) throws IOException {
		String request = "GET " + endpoint.getRawPath() + "?" + endpoint.getRawQuery() + " HTTP/1.1\r\nHost: "
				+ endpoint.getRawAuthority() + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
				+ "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer "
				+ token + "\r\n\r\n";
		this.socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
		readUntil("\r\n\r\n");
		byte[] frame = new byte[2 + Integer.BYTES + HANDSHAKE.length]; // a mask of zeros
																		// changes nothing
		frame[0] = (byte) 0x81;
		frame[1] = (byte) (0x80 | HANDSHAKE.length);
		System.arraycopy(HANDSHAKE, 0, frame, 2 + Integer.BYTES, HANDSHAKE.length);
		this.socket.getOutputStream().write(frame);
		readUntil(HANDSHAKE_ANSWER);
	}

	private void readUntil(String end) throws IOException {
		InputStream input = this.socket.getInputStream();
		StringBuilder text = new StringBuilder();
		while (text.indexOf(end) < 0) {
			int next = input.read();
			if (next < 0) {
				throw new IOException("Ended after " + text);
			}
			text.append((char) next);
		}
	}

	/**
	 * Reads 1 KiB at most, and waits if there is nothing.
	 * @return whether the connection goes on
	 */
	boolean sip() {
		try {
			return this.socket.getInputStream().read(this.sip) >= 0;
		}
		catch (SocketTimeoutException ex) {
			throw new UncheckedIOException("Nothing came, and no end either", ex);
		}
		catch (IOException ex) {
			return false; // reset
		}
	}

	/**
	 * Reads all that is there, up to the end of the connection.
	 */
	public void awaitEnd() {
		while (sip()) {
			// goes on
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
