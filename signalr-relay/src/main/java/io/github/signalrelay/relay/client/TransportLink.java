// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.nio.ByteBuffer;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.reconnect.SequenceException;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.SocketOutput;

/**
 * One transport under a client connection, and what is true of this transport alone: the
 * beginning of a message whose end has not come, the bytes that wait for the client, and
 * how long each side has been silent. A connection that gets another transport gets
 * another link.
 * <p>
 * Owned by the event loop of its transport.
 */
final class TransportLink implements ClientTransportListener {

	/**
	 * Most bytes of a handshake request, which is kept as long as the client is there:
	 * those of all clients together must not take more memory than the clients do.
	 */
	private static final int HANDSHAKE_BYTES = 4 * 1024;

	/**
	 * Up to here what waits is most likely a batch that is flushed in a moment; above, it
	 * is watched whether the client takes it.
	 */
	private static final int UNWATCHED_BYTES = 64 * 1024;

	private final ClientTransport transport;

	private final HubClientConnection connection;

	private final ClientLoop loop;

	/** Present while something waits for the client that its sender has to mind. */
	private @Nullable OutputBudget budget;

	private InputAssembler input;

	private boolean reading = true;

	private long lastInput;

	private long lastOutput;

	private boolean probed;

	/**
	 * Links a connection to a transport.
	 * @param connection the connection; reads a handshake unless it knows its framing
	 * @param transport the transport, which is not used yet
	 * @param loop loop of the transport
	 */
	TransportLink(HubClientConnection connection, ClientTransport transport, ClientLoop loop) {
		this.connection = connection;
		this.transport = transport;
		this.loop = loop;
		this.input = assembler();
		this.lastInput = loop.now();
		this.lastOutput = this.lastInput;
	}

	private InputAssembler assembler() {
		int limit = this.loop.settings().maximumMessageSize();
		return new InputAssembler((this.connection.framing() != null) ? limit : Math.min(HANDSHAKE_BYTES, limit));
	}

	EventLoop eventLoop() {
		return this.transport.eventLoop();
	}

	TransportType transportType() {
		return this.transport.type();
	}

	/** Whether only requests that come again and again show that the client lives. */
	private boolean isPolled() {
		return this.transport.type() == TransportType.LONG_POLLING;
	}

	// Input of the client

	@Override
	public void onInput(ByteBuffer bytes) {
		onSignOfLife();
		try {
			if (this.connection.isHandshaking()) {
				readHandshake(bytes);
			}
			HubFraming framing = this.connection.framing();
			if (framing != null && bytes.hasRemaining()) {
				forward(bytes, framing);
			}
		}
		catch (MessageTooLargeException ex) {
			this.connection.onBadInput(CloseCategory.MESSAGE_TOO_LARGE, ex);
		}
		catch (HubProtocolException ex) {
			this.connection.onBadInput(CloseCategory.PROTOCOL_ERROR, ex);
		}
		catch (SequenceException ex) {
			this.connection.onLostMessages(ex);
		}
	}

	@Override
	public void onSignOfLife() {
		this.lastInput = this.loop.now();
		this.probed = false;
	}

	@Override
	public void onResumed() {
		onSignOfLife();
		this.input = assembler();
		budget().admitWaiting();
		this.connection.onResumed();
	}

	@Override
	public void onHeldMessages(Payload messages) {
		this.connection.onMessagesForHub(messages);
	}

	private void readHandshake(ByteBuffer bytes) throws MessageTooLargeException {
		Payload record = this.input.first(bytes, HubFraming.RECORD_SEPARATOR);
		if (record != null) {
			this.connection.onHandshake(record);
			this.input = assembler();
		}
	}

	private void forward(ByteBuffer bytes, HubFraming framing) throws MessageTooLargeException {
		while (this.connection.isServed() && this.input.isInsideMessage() && bytes.hasRemaining()) {
			pass(this.input.first(bytes, framing));
		}
		if (this.connection.isServed() && bytes.hasRemaining()) {
			pass(this.input.whole(bytes, framing));
		}
	}

	private void pass(@Nullable Payload messages) {
		if (messages != null) {
			this.connection.onMessages(messages);
		}
	}

	void setReading(boolean wanted) {
		this.reading = wanted;
		onSignOfLife(); // what the client sent meanwhile could not be seen
		this.transport.setReading(wanted);
	}

	// Output to the client

	/**
	 * Whether a message may join what waits for the client.
	 * @param size its bytes
	 * @param tolerated whether it was under way when its sender was asked to pause
	 * @return {@code false} if the client reads too slowly
	 */
	boolean admits(int size, boolean tolerated) {
		this.lastOutput = this.loop.now();
		boolean keepsUp = this.budget == null && this.transport.pendingBytes() <= UNWATCHED_BYTES
				&& size <= this.loop.settings().pendingBytes() - UNWATCHED_BYTES;
		return keepsUp || budget().admit(size, tolerated, System.nanoTime());
	}

	private OutputBudget budget() {
		OutputBudget current = this.budget;
		if (current == null) {
			current = new OutputBudget(this.transport, this.loop.settings());
			this.budget = current;
		}
		return current;
	}

	void write(Payload data, boolean text) {
		this.transport.write(data, text);
	}

	void writeShared(SharedFrame frame) {
		this.transport.writeShared(frame);
	}

	void flush() {
		this.transport.flush();
	}

	/**
	 * The way past the queue for a message that leaves now.
	 * @param size its bytes
	 * @return {@code null} if there is none, or the message has to be admitted
	 */
	@Nullable SocketOutput idleOutput(int size) {
		SocketOutput output = (this.budget == null && size <= this.loop.settings().pendingBytes())
				? this.transport.idleOutput() : null;
		if (output != null) {
			this.lastOutput = this.loop.now();
		}
		return output;
	}

	@Override
	public void onOutputFull(boolean full) {
		this.connection.onOutputFull(full);
	}

	// Time

	/**
	 * Whether the client took nothing for too long. What waits only for the flush of its
	 * batch does not count: with a busy client the sweep may find that every time.
	 */
	boolean isStalled(long now) {
		if (this.transport.pendingBytes() > 0) {
			this.transport.flush();
		}
		if (this.transport.pendingBytes() == 0) {
			this.budget = null;
			return false;
		}
		return budget().isStalled(now);
	}

	void sweep(long now) {
		this.transport.sweep(now);
	}

	/** Whether nothing came for too long, where something has to come. */
	boolean isSilent(long now) {
		return this.reading && !isPolled() && now - this.lastInput > this.loop.settings().clientTimeout().toNanos();
	}

	/**
	 * Hub pings are the app server's matter, but not all app servers send them. The
	 * client itself only has to answer a ping of its transport. A transport that is
	 * polled needs neither.
	 * @param now time of the sweep, in nanoseconds
	 * @param protocol in which a ping may be written, or {@code null} when none may
	 */
	void keepAlive(long now, @Nullable ClientHubProtocol protocol) {
		if (isPolled()) {
			return;
		}
		ClientSettings settings = this.loop.settings();
		if (protocol != null && now - this.lastOutput > settings.keepAliveInterval().toNanos()
				&& this.transport.pendingBytes() == 0) {
			this.lastOutput = now;
			this.transport.write(protocol.ping(), protocol.isText());
		}
		if (!this.probed && this.reading && now - this.lastInput > settings.clientTimeout().toNanos() / 2) {
			this.probed = true;
			this.transport.probe();
		}
	}

	// The end

	void close(int statusCode) {
		this.transport.close(statusCode, "");
	}

	void abort() {
		this.transport.abort();
	}

	/** Whether the transport has brought the beginning of a message and not its end. */
	boolean isInsideMessage() {
		return this.input.isInsideMessage();
	}

	@Override
	public void onEnded(TransportEnd end, String detail) {
		this.connection.onTransportEnded(this, end, detail);
	}

}
