// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.client.ClientConnectionListener;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * A client connection that keeps what it is told, and insists on its event loop.
 */
public final class RecordingClient implements ClientConnection {

	public final String id;

	public final EventLoop loop;

	final ClientConnectionListener router;

	public @Nullable String user;

	String protocol = "json";

	TransportType transport = TransportType.WEB_SOCKETS;

	List<Claim> claims = List.of();

	MessageHeaders headers = MessageHeaders.NONE;

	String query = "";

	/**
	 * Texts of everything written, in order; payloads of multicasts without their frame.
	 */
	final Queue<String> received = new ConcurrentLinkedQueue<>();

	final List<SharedFrame> frames = new CopyOnWriteArrayList<>();

	/** Whether messages for this client alone need no frame. */
	volatile boolean takesSingles;

	final List<String> singles = new CopyOnWriteArrayList<>();

	/** Numbers of messages that came as one write. */
	final List<Integer> bursts = new CopyOnWriteArrayList<>();

	public volatile @Nullable CloseCategory closeCategory;

	volatile @Nullable String closeError;

	public volatile boolean allowReconnect;

	public volatile @Nullable String refusal;

	public volatile boolean reading = true;

	/** How often the relay said whether to read: each is a system call. */
	volatile int changesOfReading;

	volatile boolean dataTolerated;

	/** Whether the next multicast finds too much waiting. */
	volatile boolean slow;

	/** Whether the next multicast meets a fault. */
	volatile boolean faulty;

	/** Whether multicasts are not kept, for measuring what others allocate. */
	volatile boolean silent;

	/** Whether an app server has written to it; needed only by clients that move. */
	volatile boolean answered;

	private @Nullable Object attachment;

	RecordingClient(String id, EventLoop loop, ClientConnectionListener router) {
		this.id = id;
		this.loop = loop;
		this.router = router;
	}

	public RecordingClient open() {
		this.loop.submit(() -> this.router.onOpened(this)).syncUninterruptibly();
		return this;
	}

	public void data(String text) {
		this.loop.submit(() -> this.router.onData(this, Payload.utf8(text))).syncUninterruptibly();
	}

	public void disconnect() {
		this.loop.submit(() -> end(CloseCategory.CLIENT_CLOSED, null)).syncUninterruptibly();
	}

	public List<String> texts() {
		return List.copyOf(this.received);
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public HubScope scope() {
		return RoutingFixture.SCOPE;
	}

	@Override
	public void forgetRequest() {
		this.claims = List.of();
		this.headers = MessageHeaders.NONE;
		this.query = "";
	}

	@Override
	public EventLoop eventLoop() {
		return this.loop;
	}

	@Override
	public @Nullable String userId() {
		return this.user;
	}

	@Override
	public TransportType transportType() {
		return this.transport;
	}

	@Override
	public String protocol() {
		return this.protocol;
	}

	@Override
	public List<Claim> claims() {
		return this.claims;
	}

	@Override
	public @Nullable String claim(String type) {
		return this.claims.stream()
			.filter((claim) -> claim.type().equals(type))
			.map(Claim::value)
			.findFirst()
			.orElse(null);
	}

	@Override
	public MessageHeaders headers() {
		return this.headers;
	}

	@Override
	public String queryString() {
		return this.query;
	}

	@Override
	public Payload handshakeRequest() {
		return Payload.utf8("{\"protocol\":\"" + this.protocol + "\",\"version\":1}\u001e");
	}

	@Override
	public boolean isHandshakeAnswered() {
		checkLoop();
		return this.answered;
	}

	@Override
	public @Nullable Object attachment() {
		checkLoop();
		return this.attachment;
	}

	@Override
	public void attach(@Nullable Object attachment) {
		checkLoop();
		this.attachment = attachment;
	}

	@Override
	public void writeData(Payload data, DataMessageType type) {
		checkLoop();
		this.answered = true;
		this.received.add(data.toUtf8String());
	}

	@Override
	public void writeFailure(String invocationId, String error) {
		checkLoop();
		this.received.add(invocationId + ": " + error);
	}

	@Override
	public void tolerateData(boolean tolerated) {
		checkLoop();
		this.dataTolerated = tolerated;
	}

	@Override
	public boolean writeSingle(Payload message) {
		checkLoop();
		if (this.takesSingles) {
			this.singles.add(message.toUtf8String());
		}
		return this.takesSingles;
	}

	@Override
	public void writeShared(SharedFrame frame) {
		checkLoop();
		if (this.closeCategory != null) {
			return;
		}
		if (this.faulty) {
			throw new IllegalStateException("expected by the test");
		}
		if (this.silent) {
			return;
		}
		if (this.slow) {
			end(CloseCategory.SLOW_CLIENT, "slow");
			return;
		}
		if (frame.parts().isEmpty()) {
			record(frame);
		}
		else {
			this.bursts.add(frame.parts().size());
			frame.parts().forEach(this::record);
		}
	}

	private void record(SharedFrame frame) {
		boolean webSocket = this.transport == TransportType.WEB_SOCKETS;
		ByteBuf share = webSocket ? frame.share() : frame.shareContent();
		try {
			this.received.add(webSocket ? payload(share) : share.toString(StandardCharsets.UTF_8));
		}
		finally {
			share.release();
		}
		this.frames.add(frame);
	}

	private static String payload(ByteBuf frame) {
		int length = frame.getUnsignedByte(1);
		int header = (length < 126) ? 2 : (length == 126) ? 4 : 10;
		return frame.toString(header, frame.readableBytes() - header, StandardCharsets.UTF_8);
	}

	@Override
	public void setReading(boolean reading) {
		checkLoop();
		this.reading = reading;
		this.changesOfReading++;
	}

	@Override
	public void close(CloseCategory category, @Nullable String error, boolean allowReconnect) {
		checkLoop();
		if (this.closeCategory == null) {
			this.allowReconnect = allowReconnect;
			end(category, error);
		}
	}

	private void end(CloseCategory category, @Nullable String error) {
		if (this.closeCategory == null) {
			this.closeError = error;
			this.closeCategory = category;
			this.router.onClosed(this, category, error);
		}
	}

	@Override
	public void refuse(CloseCategory category, String error) {
		checkLoop();
		this.refusal = error;
		end(category, error);
	}

	private void checkLoop() {
		if (!this.loop.inEventLoop()) {
			throw new IllegalStateException("not on the event loop of " + this.id);
		}
	}

	static List<Claim> claims(Map<String, String> claims) {
		return claims.entrySet().stream().map((claim) -> new Claim(claim.getKey(), claim.getValue())).toList();
	}

}
