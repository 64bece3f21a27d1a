// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HandshakeProtocol;
import io.github.signalrelay.protocol.hub.HandshakeResponse;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.reconnect.MessageContinuity;
import io.github.signalrelay.relay.reconnect.SequenceException;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener.TransportEnd;
import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.SocketOutput;

/**
 * A client connection behind its transport, whichever that is: agrees on the hub
 * protocol, passes whole hub messages in both directions, and ends when a rule is broken
 * or a time limit is over. {@link ClientState} is the state machine;
 * {@link TransportLink} is the way to the client.
 * <p>
 * Owned by the event loop of its transport.
 */
final class HubClientConnection extends IdentifiedClient {

	private static final Logger logger = LoggerFactory.getLogger(HubClientConnection.class);

	private final ClientLoop loop;

	private final TransportLink link;

	private final MessageContinuity continuity;

	private ClientState state = ClientState.HANDSHAKING;

	/** Present until the hub has answered it. */
	private @Nullable HubHandshake handshake;

	/** What the handshake has settled, once it has. */
	private @Nullable AgreedHandshake agreed;

	/** The app server's own close message has passed; what follows it is dropped. */
	private boolean closeSent;

	/** The app server was asked to pause, and may have more under way. */
	private boolean dataTolerated;

	/** When the current state began, for the time limits of the handshake. */
	private long since;

	/** Place in the list of the loop. */
	int slot;

	HubClientConnection(ClientIdentity identity, ClientTransport transport, MessageContinuity continuity,
			ClientLoop loop) {
		super(identity);
		this.loop = loop;
		this.continuity = continuity;
		this.handshake = new HubHandshake(loop.protocols(), continuity);
		this.link = new TransportLink(this, transport, loop);
		this.since = loop.now();
	}

	/**
	 * The way to the client.
	 */
	TransportLink link() {
		return this.link;
	}

	@Override
	public EventLoop eventLoop() {
		return this.link.eventLoop();
	}

	@Override
	public String protocol() {
		return (this.agreed != null) ? this.agreed.protocol() : "";
	}

	@Override
	public TransportType transportType() {
		return this.link.transportType();
	}

	@Override
	public Payload handshakeRequest() {
		return (this.agreed != null) ? this.agreed.request() : Payload.EMPTY;
	}

	@Override
	public boolean isHandshakeAnswered() {
		return this.state.compareTo(ClientState.AWAITING_HUB) > 0;
	}

	// Input of the client, from its link

	boolean isHandshaking() {
		return this.state == ClientState.HANDSHAKING;
	}

	/** Whether somebody takes what the client sends. */
	boolean isServed() {
		return this.state.isServed();
	}

	/** Where the client's messages end, once its handshake has told. */
	@Nullable HubFraming framing() {
		return (this.agreed != null) ? this.agreed.hubProtocol().framing() : null;
	}

	void onHandshake(Payload request) {
		HubHandshake current = handshake();
		String problem = current.read(request, transportType());
		if (problem != null) {
			refuse(CloseCategory.HANDSHAKE_FAILED, problem);
			return;
		}
		this.agreed = current.agreed();
		moveTo(ClientState.AWAITING_HUB);
		this.loop.listener().onOpened(this);
	}

	void onMessages(Payload messages) {
		Payload forHub = this.continuity.received(messages);
		if (forHub != null) {
			onMessagesForHub(forHub);
		}
	}

	void onMessagesForHub(Payload messages) {
		if (isServed()) {
			this.loop.listener().onData(this, messages);
		}
	}

	void onResumed() {
		this.loop.listener().onReconnected(this);
	}

	void onLostMessages(SequenceException problem) {
		String text = problem.getMessage();
		end(CloseCategory.PROTOCOL_ERROR,
				ClientTexts.closed("InvalidOperationException", text, terms().detailedErrors()), true, text);
	}

	void onBadInput(CloseCategory category, Exception problem) {
		boolean detailed = terms().detailedErrors();
		if (this.state == ClientState.HANDSHAKING) {
			refuse(CloseCategory.HANDSHAKE_FAILED, (category == CloseCategory.MESSAGE_TOO_LARGE)
					? ClientTexts.HANDSHAKE_CANCELED : ClientTexts.handshakeFailed(problem.getMessage(), detailed));
			return;
		}
		end(category, ClientTexts.closed("InvalidDataException", problem.getMessage(), detailed), true,
				problem.getMessage());
	}

	@Override
	public void setReading(boolean reading) {
		this.link.setReading(reading);
	}

	// Output to the client

	/** Too much waits for the client, or no longer so. */
	void onOutputFull(boolean full) {
		if (this.state.isServed()) {
			this.loop.listener().onOutputFull(this, full);
		}
	}

	@Override
	public void tolerateData(boolean tolerated) {
		this.dataTolerated = tolerated;
		this.continuity.tolerateData(tolerated);
	}

	@Override
	public void writeData(Payload data, DataMessageType type) {
		if (this.state == ClientState.AWAITING_HUB) {
			answerHandshake(data);
		}
		else if (this.state == ClientState.OPEN && !this.closeSent) {
			this.closeSent = type == DataMessageType.CLOSE;
			send(data);
		}
	}

	@Override
	public void writeFailure(String invocationId, String error) {
		ClientHubProtocol hubProtocol = writable();
		if (this.state == ClientState.OPEN && hubProtocol != null) {
			send(hubProtocol.failure(invocationId, error));
		}
	}

	private void answerHandshake(Payload data) {
		boolean success = HubHandshake.isSuccess(data);
		moveTo(success ? ClientState.OPEN : ClientState.REFUSED_BY_HUB);
		HubHandshake answered = handshake();
		this.handshake = null;
		send(data);
		if (success) {
			answered.answered();
		}
		HeldFrames frames = answered.takeHeld();
		if (frames != null) {
			frames.release((frame) -> {
				if (success) {
					writeShared(frame);
				}
			});
		}
	}

	@Override
	public void writeShared(SharedFrame frame) {
		if (this.state == ClientState.OPEN) {
			if (!this.closeSent) {
				writeOpen(frame);
			}
		}
		else if (this.state == ClientState.AWAITING_HUB) {
			hold(frame);
		}
	}

	@Override
	public @Nullable SocketOutput idleOutput(int size) {
		return (this.state == ClientState.OPEN && !this.closeSent) ? this.link.idleOutput(size) : null;
	}

	@Override
	public void flush() {
		if (this.state.isServed()) {
			this.link.flush();
		}
	}

	@Override
	public boolean writeSingle(Payload message) {
		if (this.state == ClientState.AWAITING_HUB || this.continuity != MessageContinuity.NONE) {
			return false;
		}
		if (this.state == ClientState.OPEN && !this.closeSent && admit(message.length(), false)) {
			this.link.write(message, isText());
		}
		return true;
	}

	/** A burst that does not fit as a whole is taken as far as it does. */
	private void writeOpen(SharedFrame frame) {
		boolean single = frame.parts().isEmpty();
		if (single ? admit(frame.size(), false) : this.link.admits(frame.size(), false)) {
			this.link.writeShared(frame);
		}
		else if (!single) {
			frame.parts().forEach(this::writeShared);
		}
	}

	private void hold(SharedFrame frame) {
		if (handshake().hold(frame) > this.loop.settings().pendingBytes()) {
			cut(CloseCategory.SLOW_CLIENT, "Too much was sent to the client before its handshake was answered");
		}
	}

	private void send(Payload data) {
		if (admit(data.length(), this.dataTolerated)) {
			this.link.write(data, isText());
		}
	}

	private boolean admit(int size, boolean tolerated) {
		if (this.link.admits(size, tolerated)) {
			return true;
		}
		cut(CloseCategory.SLOW_CLIENT, "The client reads too slowly");
		return false;
	}

	/**
	 * The hub protocol, unless the app server has said its last word in it.
	 */
	private @Nullable ClientHubProtocol writable() {
		return (this.closeSent || this.agreed == null) ? null : this.agreed.hubProtocol();
	}

	/** Whether messages are text; the handshake itself always is. */
	private boolean isText() {
		return this.agreed == null || this.agreed.hubProtocol().isText();
	}

	private HubHandshake handshake() {
		HubHandshake current = this.handshake;
		if (current == null) {
			throw new IllegalStateException("The handshake is over");
		}
		return current;
	}

	// The end

	@Override
	public void refuse(CloseCategory category, String error) {
		if (this.state == ClientState.HANDSHAKING || this.state == ClientState.AWAITING_HUB) {
			this.link.write(HandshakeProtocol.writeResponse(new HandshakeResponse(error)), isText());
			finish(category, error, EndCodes.NORMAL_CLOSE);
		}
		else {
			close(category, error, false);
		}
	}

	@Override
	public void close(CloseCategory category, @Nullable String error, boolean allowReconnect) {
		end(category, error, allowReconnect, error);
	}

	private void end(CloseCategory category, @Nullable String clientError, boolean allowReconnect,
			@Nullable String serverError) {
		switch (this.state) {
			case AWAITING_HUB -> {
				String refusal = (clientError != null) ? clientError : ClientTexts.HANDSHAKE_CANCELED;
				this.link.write(HandshakeProtocol.writeResponse(new HandshakeResponse(refusal)), isText());
			}
			case OPEN -> {
				ClientHubProtocol current = writable();
				if (current != null) {
					this.link.write(current.close(clientError, allowReconnect), current.isText());
				}
			}
			case HANDSHAKING, REFUSED_BY_HUB -> {
				// There is nothing that the client could read
			}
			case CLOSING, CLOSED -> {
				return;
			}
		}
		finish(category, serverError, EndCodes.closeCode(category));
	}

	/**
	 * Cuts a client that takes nothing any more: a close message would not reach it.
	 */
	private void cut(CloseCategory category, String detail) {
		if (this.state != ClientState.CLOSING && this.state != ClientState.CLOSED) {
			logger.info("Client connection {} is cut: {}", id(), detail);
			tellEnd(category, detail, ClientState.CLOSING);
			this.link.abort();
		}
	}

	private void finish(CloseCategory category, @Nullable String serverError, int statusCode) {
		logger.debug("Client connection {} is closed: {}", id(), category);
		tellEnd(category, serverError, ClientState.CLOSING);
		this.link.close(statusCode);
	}

	/**
	 * Cuts the connection because the relay has stopped.
	 */
	void abort() {
		cut(CloseCategory.RELAY_SHUTDOWN, "The relay has stopped");
		this.link.abort();
	}

	/**
	 * A transport has ended, by itself or because we closed it.
	 */
	void onTransportEnded(TransportLink from, TransportEnd end, String detail) {
		if (this.state == ClientState.CLOSED) {
			return;
		}
		if (this.state != ClientState.CLOSING) {
			String error = switch (end) {
				case PROTOCOL_ERROR, TOO_LARGE, REPLAY_FULL, TIMED_OUT -> detail;
				case CLOSED, LOST -> from.isInsideMessage() ? ClientTexts.TERMINATED : null;
				case NOT_RESUMED -> null;
			};
			tellEnd(EndCodes.categoryOf(end), error, ClientState.CLOSED);
		}
		moveTo(ClientState.CLOSED);
		this.loop.remove(this);
	}

	/**
	 * Leaves the living states; the listener hears of it here and nowhere else.
	 */
	private void tellEnd(CloseCategory category, @Nullable String error, ClientState next) {
		boolean served = this.state.isServed();
		moveTo(next);
		HubHandshake unanswered = this.handshake;
		this.handshake = null;
		if (unanswered != null) {
			unanswered.discardHeld();
		}
		this.loop.meters().closed(category);
		if (served) {
			try {
				this.loop.listener().onClosed(this, category, error);
			}
			catch (RuntimeException ex) {
				// Whoever called is about to end the transport and to forget the
				// connection
				logger.error("The end of client connection {} could not be told", id(), ex);
			}
		}
	}

	private void moveTo(ClientState next) {
		if (next.compareTo(this.state) < 0) {
			throw new IllegalStateException("Client connection cannot go from " + this.state + " to " + next);
		}
		this.state = next;
		this.since = this.loop.now();
	}

	// Time

	/**
	 * Looks at all time limits. Called by the sweep of the loop.
	 * @param now time of the sweep, in nanoseconds
	 */
	void sweep(long now) {
		this.link.sweep(now);
		switch (this.state) {
			case HANDSHAKING, AWAITING_HUB, REFUSED_BY_HUB -> sweepHandshake(now);
			case OPEN -> sweepOpen(now);
			case CLOSING, CLOSED -> {
				// The transport has its own limit for this
			}
		}
	}

	private void sweepHandshake(long now) {
		if (now - this.since <= terms().handshakeTimeout().toNanos()) {
			return;
		}
		if (this.state == ClientState.REFUSED_BY_HUB) {
			close(CloseCategory.HANDSHAKE_FAILED, null, false);
		}
		else {
			refuse(CloseCategory.HANDSHAKE_TIMEOUT, ClientTexts.HANDSHAKE_CANCELED);
		}
	}

	private void sweepOpen(long now) {
		if (this.loop.isPast(terms().closeAt())) {
			close(CloseCategory.TOKEN_EXPIRED, null, true);
		}
		else if (this.link.isStalled(now)) {
			cut(CloseCategory.SLOW_CLIENT, "The client took nothing for too long");
		}
		else if (this.link.isSilent(now)) {
			boolean detailed = terms().detailedErrors();
			end(CloseCategory.CLIENT_TIMEOUT,
					ClientTexts.closed("OperationCanceledException", ClientTexts.CLIENT_TIMEOUT, detailed), true,
					ClientTexts.CLIENT_TIMEOUT);
		}
		else {
			this.link.keepAlive(now, writable());
		}
	}

}
