// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.hostile;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.raw.Negotiation;
import io.github.signalrelay.tests.raw.RawClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A relay with two app servers is sent what breaks the rules: the connection concerned is
 * told and ended, bystanders go on, memory stays flat.
 */
@Isolated("measures the memory of this JVM")
class HostileInputIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(2);

	private static final int SILENT_CONNECTIONS = 500;

	private static final int REPETITIONS = 20;

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static Deployment deployment;

	private static Bystanders bystanders;

	@BeforeAll
	static void start() {
		deployment = RelayDeployment.withTwoAppServers(Map.of("signalr.hub.handshake-timeout", HANDSHAKE_TIMEOUT));
		bystanders = Bystanders.connect(HTTP, deployment.hubs());
	}

	@AfterAll
	static void stop() {
		bystanders.close();
		deployment.close();
	}

	@AfterEach
	void bystandersGoOn() {
		bystanders.assertUndisturbed();
	}

	static Stream<HostileInput> inputs() {
		return HostileInput.all();
	}

	@ParameterizedTest
	@MethodSource("inputs")
	void ruleBreakersAreToldAndEnded(HostileInput input) throws Exception {
		BlockingQueue<String> received = new LinkedBlockingQueue<>();
		RawClient client = open(received);
		send(client, input);
		switch (input.outcome()) {
			case HANDSHAKE_REFUSED -> {
				assertEnded(client);
				assertThat(received).singleElement().asString().startsWith("{\"error\":\"");
			}
			case CLOSED_WITH_ERROR -> {
				assertEnded(client);
				assertThat(received).anyMatch((message) -> message.contains("Connection closed with an error."));
			}
			case CLOSED -> {
				assertEnded(client);
				assertThat(received).noneMatch((message) -> message.contains("error"));
			}
			case CALL_REFUSED -> {
				Awaitility.await()
					.atMost(PATIENCE)
					.until(() -> received.stream()
						.anyMatch((message) -> message.contains("due to an error on the server")));
				assertStillThere(client, input, received);
			}
			case IGNORED -> assertStillThere(client, input, received);
		}
	}

	private static RawClient open(BlockingQueue<String> received) throws Exception {
		Negotiation target = Negotiation.with(HTTP, deployment.hubs().get(0), "").get(20, TimeUnit.SECONDS);
		return RawClient.open(HTTP, target, received::add).get(20, TimeUnit.SECONDS);
	}

	private static void send(RawClient client, HostileInput input) {
		if (!input.handshake().isEmpty()) {
			client.sendText(input.handshake());
		}
		client.sendBinary(input.data());
	}

	private static void assertEnded(RawClient client) {
		assertThat(client.closed()).as("end of the connection").succeedsWithin(PATIENCE);
	}

	private static void assertStillThere(RawClient client, HostileInput input, BlockingQueue<String> received) {
		boolean json = input.handshake().contains("json");
		byte[] call = json
				? "{\"type\":1,\"invocationId\":\"77\",\"target\":\"echoString\",\"arguments\":[\"alive\"]}\u001e"
					.getBytes()
				: HexFormat.of()
					.parseHex("199601" + "80" + "a23737" + "aa6563686f537472696e67" + "91a5616c697665" + "90");
		client.sendBinary(call);
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> received.stream().anyMatch((message) -> message.contains("alive")));
		client.close();
	}

	@Test
	void connectionsThatStaySilentAreEnded() throws Exception {
		List<RawClient> silent = new ArrayList<>();
		for (int i = 0; i < SILENT_CONNECTIONS; i++) {
			silent.add(open(new LinkedBlockingQueue<>()));
		}
		Awaitility.await()
			.atMost(PATIENCE.plus(HANDSHAKE_TIMEOUT))
			.until(() -> silent.stream().allMatch((client) -> client.closed().isDone()));
	}

	@Test
	void memoryStaysFlat() throws Exception {
		everyInput(2);
		Memory before = Memory.settled();
		everyInput(REPETITIONS);
		Memory after = Memory.settled();
		// one leaked connection of each input and repetition would keep some 20 MiB
		assertThat(after.heap() - before.heap()).as("growth of the heap in bytes").isLessThan(10L << 20);
		assertThat(after.direct() - before.direct()).as("growth of direct memory in bytes").isLessThan(32L << 20);
	}

	private static void everyInput(int repetitions) throws Exception {
		for (int i = 0; i < repetitions; i++) {
			List<RawClient> clients = new ArrayList<>();
			for (HostileInput input : HostileInput.all().toList()) {
				RawClient client = open(new LinkedBlockingQueue<>());
				clients.add(client);
				send(client, input);
				if (input.outcome() == Outcome.IGNORED || input.outcome() == Outcome.CALL_REFUSED) {
					client.close();
				}
			}
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> clients.stream().allMatch((client) -> client.closed().isDone()));
		}
	}

}
