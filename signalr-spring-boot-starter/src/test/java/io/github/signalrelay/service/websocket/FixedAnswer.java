// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.net.ServerSocketFactory;

/** Something that listens on a port, reads a little, says one thing and closes. */
final class FixedAnswer implements AutoCloseable {

	private final ServerSocket socket;

	private final byte[] answer;

	FixedAnswer(String answer) {
		this(ServerSocketFactory.getDefault(), answer);
	}

	FixedAnswer(ServerSocketFactory factory, String answer) {
		this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
		try {
			this.socket = factory.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::accept, "fixed-answer");
		thread.setDaemon(true);
		thread.start();
	}

	static FixedAnswer status(int status, String... headers) {
		return new FixedAnswer("HTTP/1.1 " + status + " Reason\r\nContent-Length: 0\r\n"
				+ String.join("", Arrays.stream(headers).map((header) -> header + "\r\n").toList()) + "\r\n");
	}

	int port() {
		return this.socket.getLocalPort();
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try (Socket connection = this.socket.accept()) {
				int read = connection.getInputStream().read(new byte[8192]);
				if (read > 0) {
					connection.getOutputStream().write(this.answer);
					connection.getOutputStream().flush();
				}
			}
			catch (IOException ex) {
				// the peer has gone, or spoke no TLS
			}
		}
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

}
