// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/** A small HTTP proxy that knows CONNECT only, by RFC 9110, 9.3.6. */
final class ConnectProxy implements AutoCloseable {

	/** Hosts and ports that were asked for. */
	final List<String> targets = new CopyOnWriteArrayList<>();

	/** Where all tunnels lead, whatever was asked for. */
	private final int realPort;

	private final @Nullable String credentials;

	private final ServerSocket socket;

	ConnectProxy(int realPort, @Nullable String credentials) {
		this.realPort = realPort;
		this.credentials = credentials;
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(() -> {
			while (true) {
				Socket client = this.socket.accept();
				start(() -> serve(client));
			}
		});
	}

	int port() {
		return this.socket.getLocalPort();
	}

	private void serve(Socket client) throws IOException {
		InputStream in = client.getInputStream();
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			head.append((char) in.read());
		}
		String[] lines = head.toString().split("\r\n");
		this.targets.add(lines[0].split(" ")[1]);
		OutputStream out = client.getOutputStream();
		if (!isAllowed(lines)) {
			out.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
				.getBytes(StandardCharsets.US_ASCII));
			client.close();
			return;
		}
		Socket service = new Socket("127.0.0.1", this.realPort);
		out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		start(() -> copy(service, client));
		copy(client, service);
	}

	private boolean isAllowed(String[] lines) {
		if (this.credentials == null) {
			return true;
		}
		String expected = "proxy-authorization: Basic "
				+ Base64.getEncoder().encodeToString(this.credentials.getBytes(StandardCharsets.UTF_8));
		return List.of(lines).stream().anyMatch(expected::equalsIgnoreCase);
	}

	private static void copy(Socket from, Socket to) throws IOException {
		try (from; to) {
			from.getInputStream().transferTo(to.getOutputStream());
		}
	}

	private static void start(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				// an end of the tunnel has gone
			}
		}, "connect-proxy");
		thread.setDaemon(true);
		thread.start();
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

	private interface Task {

		void run() throws IOException;

	}

}
