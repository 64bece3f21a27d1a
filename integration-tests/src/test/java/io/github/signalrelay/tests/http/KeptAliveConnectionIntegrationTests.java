// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.EmbeddedDeployment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection goes on being read when a request came before the response to the last one
 * had ended. Reactor Netty 1.3.7 stopped (its issue 4361), with and without a relay.
 */
class KeptAliveConnectionIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static Deployment deployment;

	@BeforeAll
	static void start() {
		deployment = EmbeddedDeployment.webFlux();
	}

	@AfterAll
	static void stop() {
		deployment.close();
	}

	@Test
	void aRequestAfterTwoThatCameTogetherIsAnswered() throws IOException {
		URI app = deployment.appServers().get(0);
		try (Socket socket = new Socket(app.getHost(), app.getPort())) {
			socket.setSoTimeout((int) PATIENCE.toMillis());
			BufferedReader answers = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
			for (int round = 0; round < 10; round++) {
				// the first is answered later, the second at once
				send(socket, post("/outside/join?id=nobody&group=g") + post("/outside/group?tag=t&group=g"));
				assertThat(status(answers)).as("first of round %d", round).isEqualTo("HTTP/1.1 200 OK");
				assertThat(status(answers)).as("second of round %d", round).isEqualTo("HTTP/1.1 200 OK");
			}
		}
	}

	private static String post(String path) {
		return "POST " + path + " HTTP/1.1\r\nHost: app\r\nContent-Length: 0\r\n\r\n";
	}

	private static void send(Socket socket, String requests) throws IOException {
		socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
		socket.getOutputStream().flush();
	}

	/** Reads one response; none of them has a body. */
	private static String status(BufferedReader answers) throws IOException {
		String status = answers.readLine();
		String header = answers.readLine();
		while (header != null && !header.isEmpty()) {
			header = answers.readLine();
		}
		return String.valueOf(status);
	}

}
