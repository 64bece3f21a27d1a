// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javascript;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Serves the scenarios to browsers, from an origin that no hub has.
 */
final class PageServer implements AutoCloseable {

	private static final Map<String, String> TYPES = Map.of("html", "text/html", "js", "text/javascript", "mjs",
			"text/javascript");

	private final Path folder;

	private final HttpServer server;

	/**
	 * Listens on a free port of the loopback interface.
	 * @param folder files to serve
	 */
	PageServer(Path folder) {
		this.folder = folder;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			Path file = this.folder.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
			String name = file.getFileName().toString();
			String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
			if (type == null || !file.startsWith(this.folder) || !Files.isRegularFile(file)) {
				exchange.sendResponseHeaders(404, -1);
				return;
			}
			exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
			exchange.sendResponseHeaders(200, Files.size(file));
			try (OutputStream body = exchange.getResponseBody()) {
				Files.copy(file, body);
			}
		}
	}

	/**
	 * An origin of the pages: each name of this machine makes another one.
	 * @param host name of this machine
	 * @return the origin
	 */
	String origin(String host) {
		return "http://" + host + ":" + this.server.getAddress().getPort();
	}

	/**
	 * Address of the page that runs scenarios.
	 * @param host name of this machine
	 * @return the address
	 */
	URI page(String host) {
		return URI.create(origin(host) + "/browser/page.html");
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
