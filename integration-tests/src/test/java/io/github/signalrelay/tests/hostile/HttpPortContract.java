// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.hostile;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.DeploymentKind;
import io.github.signalrelay.tests.raw.Negotiation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Figure B7 of the reliability reference: HTTP that no client sends is refused or cut,
 * and bystanders go on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpPortContract {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final int PATIENCE_MILLIS = 20_000;

	private static final int DRIPPING = 50;

	private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3}) ");

	/** Relays wait for slow heads, and for the next request, no longer than they must. */
	private static final Map<String, Object> RELAY = Map.of("signalr.relay.http.request-timeout", "3s",
			"signalr.relay.http.idle-timeout", "6s", "signalr.relay.access.allowed-origins",
			HostileRequest.GOOD_ORIGIN);

	private final ExecutorService peers = Executors.newCachedThreadPool();

	private final Map<HostileRequest, Future<String>> answers = new HashMap<>();

	private final DeploymentKind kind;

	private Deployment deployment;

	private Bystanders bystanders;

	HttpPortContract(DeploymentKind kind) {
		this.kind = kind;
	}

	/** All at once: what waits for a limit of the relay, waits together. */
	@BeforeAll
	void sendEverything() {
		this.deployment = this.kind.start(RELAY);
		this.bystanders = Bystanders.connect(HTTP, this.deployment.hubs());
		requests().forEach((request) -> this.answers.put(request, this.peers.submit(() -> answerTo(request))));
	}

	@AfterAll
	void stop() {
		this.peers.shutdownNow();
		this.bystanders.close();
		this.deployment.close();
	}

	static Stream<HostileRequest> requests() {
		return HostileRequest.all();
	}

	private Negotiation negotiate() throws Exception {
		return Negotiation.with(HTTP, this.deployment.hubs().get(0), "").get(20, TimeUnit.SECONDS);
	}

	private String answerTo(HostileRequest request) throws Exception {
		Negotiation target = negotiate();
		try (Socket socket = open(target)) {
			send(socket, request.bytes(target.endpoint().getRawAuthority(), base(target), target.accessToken()));
			return readToEnd(socket);
		}
	}

	@AfterEach
	void bystandersGoOn() {
		this.bystanders.assertUndisturbed();
	}

	@ParameterizedTest
	@MethodSource("requests")
	void hostileRequestsAreRefusedOrCut(HostileRequest request) throws Exception {
		String answer = this.answers.get(request).get(2 * PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
		List<Integer> statuses = STATUS.matcher(answer)
			.results()
			.map((match) -> Integer.valueOf(match.group(1)))
			.toList();
		// what comes behind an answered head may be refused once more, never served
		assertThat(statuses.stream().skip(1)).as(answer).allMatch((status) -> status == 400);
		assertThat(statuses.isEmpty() ? HostileRequest.CUT : statuses.get(0)).as(answer).isIn(request.answers());
		assertThat(answer).doesNotContain("Set-Cookie", "Exception", "io.netty", "Access-Control-Allow-Origin");
	}

	@Test
	void headersThatDripAreCutWhileOthersGoOn() throws Exception {
		URI relay = negotiate().endpoint();
		ScheduledExecutorService drops = Executors.newScheduledThreadPool(1);
		List<Socket> sockets = new ArrayList<>();
		try {
			List<Future<String>> ends = new ArrayList<>();
			for (int i = 0; i < DRIPPING; i++) {
				Socket socket = new Socket(relay.getHost(), relay.getPort());
				sockets.add(socket);
				socket.setSoTimeout(PATIENCE_MILLIS);
				send(socket, "GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
				ends.add(this.peers.submit(() -> readToEnd(socket)));
			}
			drops.scheduleAtFixedRate(() -> sockets.forEach(HttpPortContract::drip), 0, 1, TimeUnit.SECONDS);
			this.bystanders.assertUndisturbed();
			for (Future<String> end : ends) {
				assertThat(end.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).doesNotContain("200");
			}
		}
		finally {
			drops.shutdownNow();
			for (Socket socket : sockets) {
				socket.close();
			}
		}
	}

	private static void drip(Socket socket) {
		try {
			socket.getOutputStream().write('x');
		}
		catch (IOException ex) {
			// cut, which is what the test waits for
		}
	}

	private static String base(Negotiation target) {
		return target.endpoint().getRawPath().replaceFirst("/client/?$", "");
	}

	private static Socket open(Negotiation target) throws IOException {
		Socket socket = new Socket(target.endpoint().getHost(), target.endpoint().getPort());
		socket.setSoTimeout(PATIENCE_MILLIS);
		return socket;
	}

	/** The server may answer and close before it has read everything. */
	private static void send(Socket socket, byte[] bytes) throws IOException {
		try {
			socket.getOutputStream().write(bytes);
			socket.getOutputStream().flush();
		}
		catch (SocketException ex) {
			// what it has answered is still there to be read, or the connection was cut
		}
	}

	private static String readToEnd(Socket socket) throws IOException {
		StringBuilder answer = new StringBuilder();
		byte[] buffer = new byte[4096];
		try {
			for (int count = socket.getInputStream().read(buffer); count >= 0; count = socket.getInputStream()
				.read(buffer)) {
				answer.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
			}
		}
		catch (SocketException ex) {
			// reset: the end
		}
		return answer.toString();
	}

}
