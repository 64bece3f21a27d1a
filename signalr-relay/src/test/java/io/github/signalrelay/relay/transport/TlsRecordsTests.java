// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSocket;

import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.relay.TlsKeys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * BoringSSL on our side, the JDK's TLS on the other: it refuses records that come in
 * another order than they were made in.
 */
class TlsRecordsTests {

	private static final int RECORD = 1 << 14;

	private static TlsKeys keys;

	private AcceptedSocket socket;

	private SSLSocket client;

	private final CountedWrites queued = new CountedWrites();

	private SocketOutput output;

	private final List<SharedFrame> frames = new ArrayList<>();

	@BeforeAll
	static void makeKeys(@TempDir Path folder) throws Exception {
		Assumptions.assumeTrue(OpenSsl.isAvailable(), "no BoringSSL for this system");
		keys = TlsKeys.make(folder);
	}

	private void connect(String protocol) throws Exception {
		this.socket = AcceptedSocket.epoll();
		SslContext context = SslContextBuilder.forServer(keys.managers())
			.sslProvider(SslProvider.OPENSSL)
			.protocols(protocol)
			.build();
		// on the loop, or a hello that comes at once passes by a handler that is not
		// added yet
		this.socket.onLoop(() -> this.socket.channel()
			.pipeline()
			.addLast(context.newHandler(this.socket.channel().alloc()), this.queued));
		this.client = (SSLSocket) keys.clientContext()
			.getSocketFactory()
			.createSocket(this.socket.client(), "localhost", 1, true);
		this.client.setSoTimeout(10_000);
		this.client.startHandshake();
		Awaitility.await().until(() -> "NOT_HANDSHAKING".equals(handshake()));
		assertThat(this.client.getSession().getProtocol()).isEqualTo(protocol);
		this.output = SocketOutput.of(this.socket.channel());
	}

	private String handshake() {
		return this.socket
			.onLoop(() -> this.socket.channel().pipeline().get(SslHandler.class).engine().getHandshakeStatus().name());
	}

	@AfterEach
	void stop() throws IOException {
		if (this.socket != null) {
			this.socket.close();
		}
		this.frames.forEach(SharedFrame::release);
	}

	private SharedFrame frame(String text) {
		SharedFrame frame = SharedFrame.longPolling(Payload.utf8(text), SharedFrame.FOR_MANY);
		this.frames.add(frame);
		return frame;
	}

	private boolean send(SharedFrame frame) {
		return this.socket.onLoop(() -> {
			this.output.writeAndFlush(frame);
			return this.output.isIdle();
		});
	}

	private String read(int length) throws IOException {
		return new String(this.client.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void framesGoStraightToAnIdleSocket(String protocol) throws Exception {
		connect(protocol);
		SharedFrame frame = frame("hello");
		assertThat(send(frame)).isTrue();
		assertThat(send(frame)).isTrue();
		ByteBuf buffer = SharedFrame.FOR_MANY.directBuffer().writeBytes("mine".getBytes(StandardCharsets.UTF_8));
		this.socket.onLoop(() -> {
			this.output.writeAndFlush(buffer);
			return null;
		});
		assertThat(read(14)).isEqualTo("hellohellomine");
		assertThat(this.queued.count()).isZero();
		assertThat(frame.buffer().refCnt()).isOne();
		assertThat(buffer.refCnt()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void whatTheSocketDoesNotTakeOfARecordIsQueuedAndNothingOvertakesIt(String protocol) throws Exception {
		connect(protocol);
		SharedFrame full = frame("x".repeat(RECORD));
		int sent = 1;
		while (send(full)) {
			sent++;
		}
		assertThat(this.queued.count()).as("the rest of a record is no more the handler's matter").isZero();
		assertThat(this.socket.onLoop(this.output::pendingBytes)).isPositive();
		send(frame("last"));
		assertThat(this.queued.count()).isOne();
		assertThat(read(sent * RECORD)).isEqualTo("x".repeat(sent * RECORD));
		assertThat(read(4)).isEqualTo("last");
		Awaitility.await().until(() -> this.socket.onLoop(this.output::isIdle));
		send(frame("direct again"));
		assertThat(read(12)).isEqualTo("direct again");
		assertThat(this.queued.count()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void moreThanARecordTakesTheWayOfTheHandler(String protocol) throws Exception {
		connect(protocol);
		send(frame("x".repeat(RECORD)));
		send(frame("y".repeat(RECORD + 1)));
		send(frame("z"));
		assertThat(read(2 * RECORD + 2)).isEqualTo("x".repeat(RECORD) + "y".repeat(RECORD + 1) + "z");
		assertThat(this.queued.count()).isPositive();
	}

	/** The handler keeps it, and counts it among what waits in the channel. */
	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void aWriteThatWaitsForItsFlushIsNotOvertaken(String protocol) throws Exception {
		connect(protocol);
		SharedFrame first = frame("first");
		SharedFrame second = frame("second");
		this.socket.onLoop(() -> {
			this.output.write(first.share());
			assertThat(this.output.isIdle()).isFalse();
			this.output.writeAndFlush(second);
			return null;
		});
		assertThat(read(11)).isEqualTo("firstsecond");
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void anyMixOfWritesArrivesInOrder(long seed) throws Exception {
		connect((seed % 2 == 0) ? "TLSv1.2" : "TLSv1.3");
		Random random = new Random(seed);
		StringBuilder expected = new StringBuilder();
		List<SharedFrame> mix = new ArrayList<>();
		for (int number = 0; number < 400; number++) {
			String text = number + "-" + "x".repeat(random.nextInt(random.nextBoolean() ? 64 : 40_000)) + ";";
			expected.append(text);
			mix.add(frame(text));
		}
		CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> readAll(expected.length()));
		for (SharedFrame frame : mix) {
			int way = random.nextInt(3);
			this.socket.onLoop(() -> {
				switch (way) {
					case 0 -> this.output.write(frame.share());
					case 1 -> this.output.writeAndFlush(frame.share());
					default -> this.output.writeAndFlush(frame);
				}
				return null;
			});
		}
		this.socket.onLoop(() -> {
			this.output.flush();
			return null;
		});
		assertThat(received.get(30, TimeUnit.SECONDS)).isEqualTo(expected.toString());
		assertThat(this.queued.count()).isLessThan(400);
		Awaitility.await()
			.untilAsserted(() -> assertThat(
					this.socket.onLoop(() -> mix.stream().map((one) -> one.buffer().refCnt()).toList()))
				.containsOnly(1));
	}

	private String readAll(int length) {
		try {
			ByteArrayOutputStream all = new ByteArrayOutputStream();
			while (all.size() < length) {
				all.writeBytes(this.client.getInputStream().readNBytes(Math.min(5_000, length - all.size())));
			}
			return all.toString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void nothingGoesToAClientThatHasGone(String protocol) throws Exception {
		connect(protocol);
		this.socket.channel().config().setAutoRead(false);
		this.socket.client().setSoLinger(true, 0);
		this.socket.client().close();
		SharedFrame frame = frame("nobody");
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
			send(frame);
			return !this.socket.channel().isOpen();
		});
		assertThat(send(frame)).isFalse();
		assertThat(this.socket.onLoop(() -> frame.buffer().refCnt())).isOne();
	}

	/** The engine takes nothing more then; the handler knows what to do. */
	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void afterOurCloseNotifyNothingIsSealed(String protocol) throws Exception {
		connect(protocol);
		SharedFrame frame = frame("late");
		int ways = this.socket.onLoop(() -> {
			this.socket.channel().pipeline().get(SslHandler.class).engine().closeOutbound();
			this.output.writeAndFlush(frame);
			return this.queued.count();
		});
		assertThat(ways).isOne();
		assertThat(this.socket.onLoop(() -> frame.buffer().refCnt())).isOne();
	}

}
