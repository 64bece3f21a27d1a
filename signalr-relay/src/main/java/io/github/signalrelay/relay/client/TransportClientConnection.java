// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.nio.ByteBuffer;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HandshakeProtocol;
import io.github.signalrelay.protocol.hub.HandshakeRequest;
import io.github.signalrelay.protocol.hub.HandshakeResponse;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.reconnect.MessageContinuity;
import io.github.signalrelay.relay.reconnect.SequenceException;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * A client connection that a transport carries, whichever it is: reads the hub handshake,
 * then passes whole hub messages in both directions, and ends the connection when a rule
 * is broken or a time limit is over. {@link ClientState} is the state machine.
 * <p>
 * Owned by the event loop of its transport.
 */
final class TransportClientConnection extends IdentifiedClient implements ClientTransportListener {

	private static final Logger logger = LoggerFactory.getLogger(TransportClientConnection.class);

	private static final int NORMAL_CLOSE = 1000;

	private static final int GOING_AWAY = 1001;

	private static final int INTERNAL_ERROR = 1011;

	/**
	 * Most bytes of a handshake request, which is kept as long as the client is there:
	 * those of all clients together must not take more memory than the clients do.
	 */
	private static final int HANDSHAKE_BYTES = 4 * 1024;

	private final ClientTransport transport;

	private final MessageContinuity continuity;

	private final ClientLoop loop;

	private InputAssembler input;

	private final OutputBudget budget;

	private ClientState state = ClientState.HANDSHAKING;

	private @Nullable ClientHubProtocol hubProtocol;

	private String protocol = "";

	private Payload handshakeRequest = Payload.EMPTY;

	private @Nullable HeldFrames held;

	private boolean reading = true;

	/** The app server's own close message has passed; what follows it is dropped. */
	private boolean closeSent;

	/** When the current state began, for the time limits of the handshake. */
	private long since;

	private long lastInput;

	private long lastOutput;

	private boolean probed;

	/** Place in the list of the loop. */
	int slot;

	TransportClientConnection(ClientIdentity identity, ClientTransport transport, MessageContinuity continuity,
			ClientLoop loop) {
		super(identity);
		this.transport = transport;
		this.continuity = continuity;
		this.loop = loop;
		this.input = new InputAssembler(Math.min(HANDSHAKE_BYTES, loop.settings().maximumMessageSize()));
		this.budget = new OutputBudget(transport, loop.settings());
		this.since = loop.now();
		this.lastInput = this.since;
		this.lastOutput = this.since;
	}

	@Override
	public EventLoop eventLoop() {
		return this.transport.eventLoop();
	}

	@Override
	public String protocol() {
		return this.protocol;
	}

	@Override
	public Payload handshakeRequest() {
		return this.handshakeRequest;
	}

	// Input of the client

	@Override
	public void onInput(ByteBuffer bytes) {
		onSignOfLife();
		try {
			if (this.state == ClientState.HANDSHAKING) {
				readHandshake(bytes);
			}
			if (this.hubProtocol != null && bytes.hasRemaining()) {
				forward(bytes, this.hubProtocol.framing());
			}
		}
		catch (MessageTooLargeException ex) {
			inputRefused(CloseCategory.MESSAGE_TOO_LARGE, ex);
		}
		catch (HubProtocolException ex) {
			inputRefused(CloseCategory.PROTOCOL_ERROR, ex);
		}
		catch (SequenceException ex) {
			end(CloseCategory.PROTOCOL_ERROR,
					ClientTexts.closed("InvalidOperationException", ex.getMessage(), terms().detailedErrors()), true,
					ex.getMessage());
		}
	}

	@Override
	public void onSignOfLife() {
		this.lastInput = this.loop.now();
		this.probed = false;
	}

	private void readHandshake(ByteBuffer bytes) throws MessageTooLargeException {
		Payload record = this.input.first(bytes, HubFraming.RECORD_SEPARATOR);
		if (record == null) {
			return;
		}
		HandshakeRequest request = HandshakeProtocol.parseRequest(record.asByteBuffer());
		if (request == null) {
			throw new HubProtocolException("The handshake request is empty.");
		}
		String problem = this.loop.protocols().problemOf(request);
		if (problem != null) {
			refuse(CloseCategory.HANDSHAKE_FAILED, problem);
			return;
		}
		this.hubProtocol = this.loop.protocols().of(request.protocol());
		this.protocol = request.protocol();
		HandshakeRequest forHub = this.continuity.agree(request);
		this.handshakeRequest = forHub.equals(request) ? record : HandshakeProtocol.writeRequest(forHub);
		this.input = new InputAssembler(this.loop.settings().maximumMessageSize());
		moveTo(ClientState.AWAITING_HUB);
		this.loop.listener().onOpened(this);
	}

	private void forward(ByteBuffer bytes, HubFraming framing) throws MessageTooLargeException {
		while (this.state.isServed() && this.input.isInsideMessage() && bytes.hasRemaining()) {
			pass(this.input.first(bytes, framing));
		}
		if (this.state.isServed() && bytes.hasRemaining()) {
			pass(this.input.whole(bytes, framing));
		}
	}

	private void pass(@Nullable Payload messages) {
		Payload forHub = (messages != null) ? this.continuity.received(messages) : null;
		if (forHub != null) {
			this.loop.listener().onData(this, forHub);
		}
	}

	private void inputRefused(CloseCategory category, Exception problem) {
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
	public void onResumed() {
		onSignOfLife();
		this.input = new InputAssembler(this.loop.settings().maximumMessageSize());
		this.loop.listener().onReconnected(this);
	}

	@Override
	public void setReading(boolean reading) {
		this.reading = reading;
		onSignOfLife(); // what the client sent meanwhile could not be seen
		this.transport.setReading(reading);
	}

	// Output to the client

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

	private void answerHandshake(Payload data) {
		boolean success = isSuccess(data);
		moveTo(success ? ClientState.OPEN : ClientState.REFUSED_BY_HUB);
		HeldFrames frames = this.held;
		this.held = null;
		send(data);
		ClientHubProtocol current = this.hubProtocol;
		if (success && current != null) {
			this.continuity.begin(current.framing(), current.protocol());
		}
		if (frames != null) {
			frames.release((frame) -> {
				if (success) {
					writeShared(frame);
				}
			});
		}
	}

	private static boolean isSuccess(Payload data) {
		try {
			HandshakeResponse response = HandshakeProtocol.parseResponse(data.asByteBuffer());
			return response == null || response.isSuccess();
		}
		catch (HubProtocolException ex) {
			return true; // the client will see what is wrong with it
		}
	}

	@Override
	public void writeShared(SharedFrame frame) {
		if (this.state == ClientState.OPEN) {
			if (!this.closeSent && admit(frame.size())) {
				this.transport.writeShared(frame);
			}
		}
		else if (this.state == ClientState.AWAITING_HUB) {
			hold(frame);
		}
	}

	private void hold(SharedFrame frame) {
		HeldFrames frames = this.held;
		if (frames == null) {
			frames = new HeldFrames();
			this.held = frames;
		}
		frames.add(frame);
		if (frames.bytes() > this.loop.settings().pendingBytes()) {
			cut(CloseCategory.SLOW_CLIENT, "Too much was sent to the client before its handshake was answered");
		}
	}

	private void send(Payload data) {
		if (admit(data.length())) {
			this.transport.write(data, isText());
		}
	}

	private boolean admit(int size) {
		this.lastOutput = this.loop.now();
		if (this.budget.admit(size)) {
			return true;
		}
		cut(CloseCategory.SLOW_CLIENT, "The client reads too slowly");
		return false;
	}

	private boolean isText() {
		return this.hubProtocol == null || this.hubProtocol.isText();
	}

	// The end

	@Override
	public void refuse(CloseCategory category, String error) {
		if (this.state == ClientState.HANDSHAKING || this.state == ClientState.AWAITING_HUB) {
			this.transport.write(HandshakeProtocol.writeResponse(new HandshakeResponse(error)), isText());
			finish(category, error, NORMAL_CLOSE);
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
				this.transport.write(HandshakeProtocol.writeResponse(new HandshakeResponse(refusal)), isText());
			}
			case OPEN -> {
				ClientHubProtocol current = this.hubProtocol;
				if (!this.closeSent && current != null) {
					this.transport.write(current.close(clientError, allowReconnect), current.isText());
				}
			}
			case HANDSHAKING, REFUSED_BY_HUB -> {
				// There is nothing that the client could read
			}
			case CLOSING, CLOSED -> {
				return;
			}
		}
		finish(category, serverError, closeCode(category));
	}

	private static int closeCode(CloseCategory category) {
		return switch (category) {
			case RELAY_SHUTDOWN -> GOING_AWAY;
			case INTERNAL_ERROR -> INTERNAL_ERROR;
			default -> NORMAL_CLOSE; // the reason stands in the hub's close message
		};
	}

	/**
	 * Cuts a client that takes nothing any more: a close message would not reach it.
	 */
	private void cut(CloseCategory category, String detail) {
		if (this.state != ClientState.CLOSING && this.state != ClientState.CLOSED) {
			logger.info("Client connection {} is cut: {}", id(), detail);
			tellEnd(category, detail, ClientState.CLOSING);
			this.transport.abort();
		}
	}

	private void finish(CloseCategory category, @Nullable String serverError, int statusCode) {
		logger.debug("Client connection {} is closed: {}", id(), category);
		tellEnd(category, serverError, ClientState.CLOSING);
		this.transport.close(statusCode, "");
	}

	/**
	 * Cuts the connection because the relay has stopped.
	 */
	void abort() {
		cut(CloseCategory.RELAY_SHUTDOWN, "The relay has stopped");
		this.transport.abort();
	}

	@Override
	public void onEnded(TransportEnd end, String detail) {
		if (this.state == ClientState.CLOSED) {
			return;
		}
		if (this.state != ClientState.CLOSING) {
			String error = switch (end) {
				case PROTOCOL_ERROR, REPLAY_FULL -> detail;
				case CLOSED, LOST, NOT_RESUMED -> this.input.isInsideMessage() ? ClientTexts.TERMINATED : null;
			};
			tellEnd(category(end), error, ClientState.CLOSED);
		}
		moveTo(ClientState.CLOSED);
		this.loop.remove(this);
	}

	private static CloseCategory category(TransportEnd end) {
		return switch (end) {
			case CLOSED, LOST -> CloseCategory.CLIENT_CLOSED;
			case PROTOCOL_ERROR -> CloseCategory.PROTOCOL_ERROR;
			case NOT_RESUMED -> CloseCategory.NOT_RECONNECTED;
			case REPLAY_FULL -> CloseCategory.RECONNECT_BUFFER_FULL;
		};
	}

	/**
	 * Leaves the living states; the listener hears of it here and nowhere else.
	 */
	private void tellEnd(CloseCategory category, @Nullable String error, ClientState next) {
		boolean served = this.state.isServed();
		moveTo(next);
		HeldFrames frames = this.held;
		this.held = null;
		if (frames != null) {
			frames.release((frame) -> {
			});
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
		else if (this.budget.isStalled(now)) {
			cut(CloseCategory.SLOW_CLIENT, "The client took nothing for too long");
		}
		else if (this.reading && now - this.lastInput > this.loop.settings().clientTimeout().toNanos()) {
			boolean detailed = terms().detailedErrors();
			end(CloseCategory.CLIENT_TIMEOUT,
					ClientTexts.closed("OperationCanceledException", ClientTexts.CLIENT_TIMEOUT, detailed), true,
					ClientTexts.CLIENT_TIMEOUT);
		}
		else {
			keepAlive(now);
		}
	}

	/**
	 * Hub pings are the app server's matter, but not all app servers send them. The
	 * client itself only has to answer a ping of its transport.
	 */
	private void keepAlive(long now) {
		ClientHubProtocol current = this.hubProtocol;
		ClientSettings settings = this.loop.settings();
		if (current != null && now - this.lastOutput > settings.keepAliveInterval().toNanos()
				&& this.transport.pendingBytes() == 0 && !this.closeSent) {
			this.lastOutput = now;
			this.transport.write(current.ping(), current.isText());
		}
		if (!this.probed && this.reading && now - this.lastInput > settings.clientTimeout().toNanos() / 2) {
			this.probed = true;
			this.transport.probe();
		}
	}

}
