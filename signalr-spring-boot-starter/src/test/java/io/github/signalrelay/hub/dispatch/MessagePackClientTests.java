// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.protocol.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A client that speaks MessagePack; bytes by hand, by the hub protocol reference, section
 * 5.
 */
class MessagePackClientTests {

	private final HubFixture fixture = HubFixture.of(BinaryHub.class);

	private final TestClient client = this.fixture.open();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void handshakeIsJson() {
		connect();
		assertThat(this.client.receivedBytes()).containsExactly(Payload.utf8("{}\u001e"));
	}

	@Test
	void callAndResult() {
		connect();
		// length 14, [1, {}, "1", "echo", ["a"], []]
		send("0e 96 01 80 a1 31 a4 65 63 68 6f 91 a1 61 90");
		// length 8, [3, {}, "1", 3, "a"]
		expect("08 95 03 80 a1 31 03 a1 61");
	}

	@Test
	void messageInPieces() {
		connect();
		send("0e 96 01 80 a1 31");
		send("a4 65 63 68 6f 91 a1");
		send("61 90");
		expect("08 95 03 80 a1 31 03 a1 61");
	}

	@Test
	void voidResultIsNil() {
		connect();
		// [1, {}, "2", "bye", [], []], and first the call that the method sends: [1, {},
		// nil, "bye", [], []]
		send("0b 96 01 80 a1 32 a3 62 79 65 90 90");
		expect("0a 96 01 80 c0 a3 62 79 65 90 90", "07 95 03 80 a1 32 03 c0");
	}

	@Test
	void error() {
		connect();
		send("0b 96 01 80 a1 33 a3 66 6f 6f 90 90");
		await().atMost(TestClient.LIMIT).until(() -> this.client.receivedBytes().size() == 2);
		assertThat(this.client.receivedBytes().get(1).toUtf8String())
			.contains("Failed to invoke 'foo' due to an error on the server. HubException: Method does not exist.");
	}

	@Test
	void streamAndItsEnd() {
		connect();
		// [4, {}, "1", "count", [2], []]
		send("0e 96 04 80 a1 31 a5 63 6f 75 6e 74 91 02 90");
		// [2, {}, "1", 0], [2, {}, "1", 1], [3, {}, "1", 2]
		expect("06 94 02 80 a1 31 00", "06 94 02 80 a1 31 01", "06 94 03 80 a1 31 02");
	}

	@Test
	void cancelledStream() {
		connect();
		// [4, {}, "1", "never", [], []], [5, {}, "1"]
		send("0d 96 04 80 a1 31 a5 6e 65 76 65 72 90 90");
		send("05 93 05 80 a1 31");
		expect("06 94 03 80 a1 31 02");
	}

	@Test
	void upload() {
		connect();
		// [1, {}, "1", "sum", [], ["u"]]
		send("0d 96 01 80 a1 31 a3 73 75 6d 90 91 a1 75");
		// [2, {}, "u", 5], [2, {}, "u", 7], [3, {}, "u", 2]
		send("06 94 02 80 a1 75 05 06 94 02 80 a1 75 07 06 94 03 80 a1 75 02");
		expect("07 95 03 80 a1 31 03 0c");
	}

	@Test
	void uploadedItemOfAnotherType() {
		connect();
		send("0d 96 01 80 a1 31 a3 73 75 6d 90 91 a1 75");
		send("07 94 02 80 a1 75 a1 78"); // [2, {}, "u", "x"]
		await().atMost(TestClient.LIMIT).until(() -> this.client.receivedBytes().size() == 2);
		assertThat(this.client.receivedBytes().get(1).toUtf8String())
			.contains("An unexpected error occurred invoking 'sum' on the server. HubException: Failed to bind Stream "
					+ "message.");
	}

	@Test
	void pingAndClose() {
		connect();
		this.fixture.pass(Duration.ofSeconds(15));
		send("02 91 06");
		send("04 93 07 c0 c2");
		expect("02 91 06", "04 93 07 c0 c2");
		this.client.awaitClosedByServer();
	}

	@Test
	void lyingLengthIsAnOversizedMessage() {
		connect();
		send("ff ff ff ff 07 96 01"); // 2 GB: waits for what may come
		assertThat(this.client.isClosedByServer()).isFalse();
		this.client.raw(Payload.wrap(new byte[32768]), false);
		this.client.awaitClosedByServer();
	}

	private void connect() {
		this.client.send("{\"protocol\":\"messagepack\",\"version\":1}");
		await().atMost(TestClient.LIMIT).until(() -> this.client.receivedBytes().size() == 1);
	}

	private void send(String hex) {
		this.client.raw(bytes(hex), false);
	}

	private void expect(String... hex) {
		await().atMost(TestClient.LIMIT).untilAsserted(() -> {
			List<Payload> received = this.client.receivedBytes();
			assertThat(received.subList(1, received.size()).stream().map(MessagePackClientTests::hex))
				.containsExactly(hex);
		});
	}

	private static Payload bytes(String hex) {
		return Payload.wrap(HexFormat.ofDelimiter(" ").parseHex(hex));
	}

	private static String hex(Payload payload) {
		return HexFormat.ofDelimiter(" ").formatHex(payload.toByteArray());
	}

	@Hub("binary")
	static class BinaryHub {

		@HubMethod
		String echo(String text) {
			return text;
		}

		@HubMethod
		Flux<Integer> count(int end) {
			return Flux.range(0, end);
		}

		@HubMethod
		Flux<Integer> never() {
			return Flux.never();
		}

		@HubMethod
		Mono<Integer> sum(Flux<Integer> items) {
			return items.reduce(0, Integer::sum);
		}

		@HubMethod
		void bye(HubCaller caller) {
			caller.clients().caller().send("bye");
		}

		@HubMethod
		void fails() {
			throw new HubException("no");
		}

	}

}
