// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.JoinGroupWithAck;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.service.connection.ServiceLinkRequest;
import io.github.signalrelay.service.endpoint.ServerAccess;
import io.github.signalrelay.service.websocket.ScriptedService.Peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bytes of the service protocol reference, A.3, over a real WebSocket. */
class WebSocketServiceLinkIntegrationTests {

	private static final String HANDSHAKE = "089701" + "0100a00080c2";

	private static final String SUCCESS = "08 94 02 a0 80 a3 61 62 63";

	private static final String PING = "02 91 03";

	/** Ten bytes of client c. */
	private static final String DATA = "11 94 06 a1 63 c4 0a 00 01 02 03 04 05 06 07 08 09 80";

	private static final long PAUSED_BUDGET = 32;

	private static final String OPEN = "0e 96 04 a1 63 80 80 a0 81 03 a4 6a 73 6f 6e";

	private static final WebSocketTimeouts PATIENT = new WebSocketTimeouts(Duration.ofSeconds(10),
			Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(1));

	private static LoopResources loops;

	private final ScriptedService service = new ScriptedService();

	private final Recorder listener = new Recorder();

	@BeforeAll
	static void startLoops() {
		loops = LoopResources.create("test", 1, true);
	}

	@AfterAll
	static void stopLoops() {
		loops.dispose();
	}

	@AfterEach
	void stopService() {
		this.service.close();
	}

	@Test
	void sendsHeadersAndQueryOfTheReference() {
		open(PATIENT);
		Peer peer = peer();
		assertThat(peer.uri).isEqualTo("/server/?hub=chat&cid=the-id");
		assertThat(peer.headers.get("Authorization")).isEqualTo("Bearer the-token");
		assertThat(peer.headers.get("X-ASRS-Server-Id")).isEqualTo("the-server");
		assertThat(peer.headers.get("X-Requested-With")).isEqualTo("XMLHttpRequest");
		assertThat(peer.headers.get("Asrs-User-Agent")).startsWith("signalr-spring-boot-starter/");
		assertThat(peer.headers.get("Sec-WebSocket-Protocol")).isNull();
		assertThat(peer.headers.get("Origin")).isNull();
	}

	@Test
	void exchangesTheBytesOfTheReference() throws Exception {
		CompletableFuture<ServiceLink> opened = open(PATIENT);
		Peer peer = peer();
		await().untilAsserted(() -> assertThat(peer.received).hasToString(HANDSHAKE));
		assertThat(opened).isNotDone();
		peer.send(SUCCESS);
		ServiceLink link = opened.get(10, TimeUnit.SECONDS);
		link.send(new Ping(List.of("status", "1")));
		link.send(new JoinGroupWithAck("c", "g", 1, null));
		await().untilAsserted(() -> assertThat(peer.received)
			.hasToString(HANDSHAKE + "0b9303a6737461747573a131" + "089512a163a1670180"));
		peer.send(PING + OPEN);
		await().untilAsserted(() -> assertThat(this.listener.messages).hasSize(2));
		assertThat(this.listener.messages.get(0)).isEqualTo(new Ping(List.of()));
		assertThat(this.listener.messages.get(1)).isInstanceOf(OpenConnection.class);
		link.close();
	}

	@Test
	void readsMessagesAcrossFrames() throws Exception {
		ServiceLink link = connected(PATIENT);
		Peer peer = peer();
		String bytes = (PING + OPEN + PING).replace(" ", "");
		for (int i = 0; i < bytes.length(); i += 2) {
			peer.send(bytes.substring(i, i + 2));
		}
		await().untilAsserted(() -> assertThat(this.listener.messages).hasSize(3));
		link.close();
	}

	@Test
	void messagesInTheFrameOfTheHandshakeResponseAreDelivered() throws Exception {
		CompletableFuture<ServiceLink> opened = open(PATIENT);
		peer().send(SUCCESS + OPEN);
		opened.get(10, TimeUnit.SECONDS);
		await().untilAsserted(() -> assertThat(this.listener.messages).hasSize(1));
	}

	@Test
	void refusedHandshakeFailsTheAttemptWithItsText() {
		CompletableFuture<ServiceLink> opened = open(PATIENT);
		peer().send("07 94 02 a2 6e 6f 80 c0");
		assertThat(opened).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withMessageContaining("refused the handshake: no");
		assertThat(this.listener.closed).isEmpty();
	}

	@Test
	void anyOtherFirstMessageFailsTheAttempt() {
		CompletableFuture<ServiceLink> opened = open(PATIENT);
		peer().send(PING);
		assertThat(opened).failsWithin(Duration.ofSeconds(10)).withThrowableThat().withMessageContaining("Ping");
	}

	@Test
	void missingHandshakeResponseFailsTheAttempt() {
		CompletableFuture<ServiceLink> opened = open(new WebSocketTimeouts(Duration.ofSeconds(10),
				Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(1)));
		assertThat(opened).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withMessageContaining("did not answer the handshake");
	}

	@Test
	void missingAnswerToTheUpgradeFailsTheAttempt() {
		this.service.ignoreUpgrades = true;
		CompletableFuture<ServiceLink> opened = open(new WebSocketTimeouts(Duration.ofSeconds(10),
				Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(1)));
		assertThat(opened).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withMessageContaining("did not answer the upgrade to a WebSocket within 200 ms");
	}

	@Test
	void refusedUpgradeSaysWhatToCheck() {
		this.service.refuseWith = 401;
		assertThat(open(PATIENT)).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withMessageContaining("status 401")
			.withMessageContaining("access key");
	}

	@Test
	void unreachableServiceFailsTheAttempt() {
		this.service.close();
		assertThat(open(PATIENT)).failsWithin(Duration.ofSeconds(20))
			.withThrowableThat()
			.withMessageContaining("Could not connect to 127.0.0.1");
	}

	@Test
	void silentServiceIsGivenUp() throws Exception {
		connected(new WebSocketTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(50),
				Duration.ofMillis(200), Duration.ofSeconds(1)));
		await().untilAsserted(() -> assertThat(this.listener.closed).hasSize(1));
		assertThat(this.listener.closed.get(0)).contains("silent");
	}

	@Test
	void closeOfTheServiceIsToldOnce() throws Exception {
		connected(PATIENT);
		peer().close(1001, "going away");
		await().untilAsserted(() -> assertThat(this.listener.closed).hasSize(1));
		assertThat(this.listener.closed.get(0)).contains("1001").contains("going away");
	}

	@Test
	void oversizedMessageEndsTheConnection() throws Exception {
		connected(PATIENT);
		peer().send("ff ff ff ff 07");
		await().untilAsserted(() -> assertThat(this.listener.closed).hasSize(1));
	}

	@Test
	void invalidMessageIsSkippedAndTheConnectionKept() throws Exception {
		ServiceLink link = connected(PATIENT);
		peer().send("02 c1 c1" + PING);
		await().untilAsserted(() -> assertThat(this.listener.messages).containsExactly(new Ping(List.of())));
		assertThat(this.listener.closed).isEmpty();
		link.close();
	}

	@Test
	void pausedClientDoesNotStopOthersWithinItsBudget() throws Exception {
		ServiceLink link = connected(PATIENT);
		link.pauseInput("c");
		peer().send(DATA + PING);
		await().untilAsserted(() -> assertThat(this.listener.messages).hasSize(2));
		link.close();
	}

	@Test
	void pausedClientOverItsBudgetStopsTheReadingAndThePingsGoOn() throws Exception {
		ServiceLink link = connected(new WebSocketTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10),
				Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(1)));
		Peer peer = peer();
		link.pauseInput("c");
		// 30 pings take longer than the silence that is allowed otherwise;
		// the pause takes hold on the link's own loop, so it may come after the first
		// data
		await().until(() -> {
			peer.send(DATA.repeat(2));
			return peer.received.toString().contains("029103".repeat(30));
		});
		peer.send(OPEN);
		int received = peer.received.length();
		await().untilAsserted(() -> assertThat(peer.received.length()).isGreaterThan(received + 12));
		assertThat(this.listener.messages).isNotEmpty().noneMatch(OpenConnection.class::isInstance);
		assertThat(this.listener.closed).isEmpty();
		link.resumeInput("c");
		await().untilAsserted(() -> assertThat(this.listener.messages).anyMatch(OpenConnection.class::isInstance));
		link.close();
	}

	@Test
	void ownCloseHasStatus1000() throws Exception {
		ServiceLink link = connected(PATIENT);
		link.close();
		await().untilAsserted(() -> assertThat(peer().closeStatus).isEqualTo(1000));
		await().untilAsserted(() -> assertThat(this.listener.closed).hasSize(1));
		link.close();
		link.send(new Ping(List.of()));
	}

	@Test
	void manyMessagesOfOneThreadArriveInOrderAndWritabilityComesBack() throws Exception {
		ServiceLink link = connected(PATIENT);
		Peer peer = peer();
		byte[] large = new byte[200_000];
		int count = 20;
		for (int i = 0; i < count; i++) {
			link.send(new BroadcastData(List.of(), Payloads.of("json", Payload.wrap(large)), null, null));
			link.send(new Ping(List.of("n", Integer.toString(i))));
		}
		// the last ping comes behind all the data, perhaps in a packet of its own
		await().atMost(Duration.ofSeconds(30)).until(() -> peer.received.indexOf(pingOf(count - 1)) >= 0);
		assertThat(peer.received.length()).isGreaterThan(count * 400_000);
		int position = 0;
		for (int i = 0; i < count; i++) {
			int next = peer.received.indexOf(pingOf(i), position);
			assertThat(next).as("place of ping " + i + " behind its data").isGreaterThan(position + 400_000);
			position = next;
		}
		await().until(link::isWritable);
		link.close();
	}

	private static String pingOf(int value) {
		String text = Integer.toString(value);
		return "9303a16e" + ((text.length() == 1) ? "a1" : "a2") + hex(text);
	}

	private static String hex(String text) {
		return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
	}

	private ServiceLink connected(WebSocketTimeouts timeouts) throws Exception {
		CompletableFuture<ServiceLink> opened = open(timeouts);
		peer().send(SUCCESS);
		return opened.get(10, TimeUnit.SECONDS);
	}

	private CompletableFuture<ServiceLink> open(WebSocketTimeouts timeouts) {
		ServerAccess access = new ServerAccess() {

			@Override
			public URI address(ServiceLinkRequest request) {
				return WebSocketServiceLinkIntegrationTests.this.service
					.address("hub=" + request.hub() + "&cid=" + request.connectionId());
			}

			@Override
			public CompletionStage<String> token(ServiceLinkRequest request) {
				return CompletableFuture.completedStage("the-token");
			}

		};
		ServiceLinkRequest request = new ServiceLinkRequest("chat", "the-id", "the-server",
				ServerConnectionType.DEFAULT, null, false);
		return new WebSocketServiceLinkOpener(access, loops, null, () -> {
			throw new AssertionError("no TLS here");
		}, timeouts, PAUSED_BUDGET).open(request, this.listener).toCompletableFuture();
	}

	private Peer peer() {
		await().until(() -> !this.service.peers.isEmpty());
		return this.service.peers.get(0);
	}

	private static class Recorder implements ServiceLinkListener {

		final List<ServiceMessage> messages = new CopyOnWriteArrayList<>();

		final List<String> closed = new CopyOnWriteArrayList<>();

		@Override
		public void onMessage(ServiceLink link, ServiceMessage message) {
			this.messages.add(message);
		}

		@Override
		public void onClosed(ServiceLink link, @Nullable String reason) {
			this.closed.add(String.valueOf(reason));
		}

	}

}
