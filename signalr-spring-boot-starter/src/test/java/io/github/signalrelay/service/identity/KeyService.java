// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.identity;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.connection.ServiceEndpoint;

/** A service that gives keys out as it was told, on a socket. */
final class KeyService implements AutoCloseable {

	static final String PATH = "/api/v1/auth/accessKey";

	/** What was asked for: path and bearer. */
	final List<String> requests = new CopyOnWriteArrayList<>();

	private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

	private final HttpServer server;

	KeyService() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	KeyService then(int status, String body) {
		this.answers.add(new Answer(status, body));
		return this;
	}

	KeyService thenKey(String id) {
		return then(200, "{\"KeyId\":\"" + id + "\",\"AccessKey\":\"key of " + id + "\"}");
	}

	ServiceEndpoint endpoint() {
		return ServiceEndpoint.of("", ConnectionString.parse("Endpoint=http://service.example.org;AuthType=azure;"
				+ "ServerEndpoint=http://127.0.0.1:" + this.server.getAddress().getPort()));
	}

	/** What is not told to it, it does not know. */
	private void answer(HttpExchange exchange) throws IOException {
		this.requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
				+ exchange.getRequestHeaders().getFirst("Authorization"));
		Answer answer = this.answers.poll();
		byte[] body = ((answer != null) ? answer.body() : "").getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders((answer != null) ? answer.status() : 404, (body.length > 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private record Answer(int status, String body) {
	}

}
