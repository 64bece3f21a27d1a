// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.FramedMessageType;
import io.github.signalrelay.protocol.hub.HandshakeRequest;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.Sequence;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.ClientTransportListener.TransportEnd;
import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * One transport made of all the WebSockets that a client uses one after another. When one
 * is lost without a close frame the client is away for a while: what is written meanwhile
 * waits, and goes out with everything unacknowledged when the client comes back (hub
 * protocol reference, section 14).
 * <p>
 * Owned by the event loop of the first WebSocket, on which all others are put.
 */
public final class ResumableTransport implements ClientTransport, MessageContinuity {

	private static final Logger logger = LoggerFactory.getLogger(ResumableTransport.class);

	private static final int NORMAL_CLOSE = 1000;

	/** The version from which on clients know acknowledgements and sequences. */
	private static final int STATEFUL_VERSION = 2;

	private final EventLoop eventLoop;

	private final ReconnectSettings settings;

	private final ReconnectMeters meters;

	private final Runnable onFinished;

	private final SentMessages sent;

	private final ClientTransportListener listener;

	private final ReceivedMessages received;

	private final CarriedInput.Target carried = new Carried();

	private CarriedInput current;

	private @Nullable HubFraming framing;

	private @Nullable HubProtocol protocol;

	/** Written on the loop, read by requests of other WebSockets. */
	private volatile State state = State.HANDSHAKE;

	/** The app server was asked to pause, and may have more under way. */
	private boolean dataTolerated;

	/** What was told last of the output. */
	private boolean outputFull;

	private @Nullable Future<?> window;

	/**
	 * Makes the transport of a client that asked for stateful reconnect.
	 * @param first its first WebSocket
	 * @param settings the limits
	 * @param meters what operators see
	 * @param onFinished called on the loop when nobody may come back any more
	 * @param listener makes the listener of this transport, and must not use the
	 * transport yet
	 */
	ResumableTransport(ClientTransport first, ReconnectSettings settings, ReconnectMeters meters, Runnable onFinished,
			Function<ResumableTransport, ClientTransportListener> listener) {
		this.eventLoop = first.eventLoop();
		this.settings = settings;
		this.meters = meters;
		this.onFinished = onFinished;
		this.sent = new SentMessages(settings, meters, this::outputChanged);
		this.current = new CarriedInput(first, this.carried);
		this.received = new ReceivedMessages(this.eventLoop, this::writeAcknowledgement, this::applyReading);
		this.listener = listener.apply(this);
	}

	/** Where the input of the first WebSocket goes. */
	ClientTransportListener firstInput() {
		return this.current;
	}

	@Override
	public EventLoop eventLoop() {
		return this.eventLoop;
	}

	@Override
	public TransportType type() {
		return TransportType.WEB_SOCKETS;
	}

	// What the client connection asks

	@Override
	public HandshakeRequest agree(HandshakeRequest request) {
		if (request.version() < STATEFUL_VERSION) {
			this.state = State.NOT_AGREED;
			return request;
		}
		// To the app server the client is one that knows nothing of all this: it would
		// number what it sends itself, and cannot know what multicasts come between
		return new HandshakeRequest(request.protocol(), STATEFUL_VERSION - 1);
	}

	@Override
	public void begin(HubFraming messageFraming, HubProtocol hubProtocol) {
		if (this.state == State.HANDSHAKE) {
			this.framing = messageFraming;
			this.protocol = hubProtocol;
			this.state = State.PRESENT;
			this.received.begin(messageFraming, hubProtocol, this.sent::acknowledged);
		}
	}

	@Override
	public @Nullable Payload received(Payload messages) {
		return this.received.receive(messages);
	}

	@Override
	public void tolerateData(boolean tolerated) {
		this.dataTolerated = tolerated;
	}

	/** Either the socket or the store of sent messages has changed its mind. */
	private void outputChanged() {
		applyReading();
		boolean full = this.current.isFull() || this.sent.isFull();
		if (full != this.outputFull) {
			this.outputFull = full;
			this.listener.onOutputFull(full);
		}
	}

	private void writeAcknowledgement(Payload acknowledgement) {
		if (this.state == State.PRESENT) {
			writeUncounted(acknowledgement);
		}
	}

	// Output

	@Override
	public void write(Payload data, boolean text) {
		HubFraming known = this.framing;
		int messages = (known != null) ? FramedMessageType.countTrackable(data.asByteBuffer(), known) : 0;
		if (messages == 0) {
			if (this.state != State.AWAY) {
				this.current.transport().write(data, text);
			}
			return;
		}
		SharedFrame frame = SharedFrame.webSocket(data, text, ByteBufAllocator.DEFAULT, messages);
		write(frame, this.dataTolerated);
		frame.release();
	}

	private void writeUncounted(Payload message) {
		this.current.transport().write(message, this.framing == HubFraming.RECORD_SEPARATOR);
	}

	@Override
	public void writeShared(SharedFrame frame) {
		if (frame.parts().isEmpty()) {
			write(frame, false);
		}
		else {
			// Each may be acknowledged, and forgotten, by itself
			frame.parts().forEach((part) -> write(part, false));
		}
	}

	private void write(SharedFrame frame, boolean tolerated) {
		if (this.received.isCounted() && frame.trackableMessages() > 0 && this.state != State.ENDED) {
			keep(frame, tolerated);
		}
		if (this.state != State.AWAY) {
			this.current.transport().writeShared(frame);
		}
	}

	private void keep(SharedFrame frame, boolean tolerated) {
		this.sent.keep(frame, tolerated);
		if (this.sent.isOverflowing()) {
			if (this.state == State.AWAY) {
				give(TransportEnd.REPLAY_FULL, "Too much was sent to the client while it was away");
			}
			else {
				this.sent.forgetOldest();
			}
		}
	}

	@Override
	public long pendingBytes() {
		return (this.state == State.AWAY) ? 0 : this.current.transport().pendingBytes();
	}

	@Override
	public long sendProgress() {
		return this.current.transport().sendProgress();
	}

	@Override
	public void flush() {
		this.current.transport().flush();
	}

	@Override
	public void probe() {
		if (this.state == State.AWAY) {
			this.listener.onSignOfLife(); // the window says how long it may be silent
		}
		else {
			this.current.transport().probe();
		}
	}

	@Override
	public void setReading(boolean reading) {
		this.received.setReading(reading, this.listener::onHeldMessages);
		applyReading();
	}

	private void applyReading() {
		this.current.transport().setReading(this.received.isWanted(this.sent.isFull()));
	}

	// The end

	@Override
	public void close(int statusCode, String reason) {
		if (this.state == State.AWAY) {
			give(TransportEnd.CLOSED, "");
		}
		else {
			finish();
			this.current.transport().close(statusCode, reason);
		}
	}

	@Override
	public void abort() {
		if (this.state == State.AWAY) {
			give(TransportEnd.LOST, "Connection was lost");
		}
		else {
			finish();
			this.current.transport().abort();
		}
	}

	/**
	 * Ends a connection whose client is away. Told later: whoever writes to the
	 * connection just now must be done with it.
	 */
	private void give(TransportEnd end, String detail) {
		finish();
		this.eventLoop.execute(() -> this.listener.onEnded(end, detail));
	}

	private void finish() {
		if (this.state == State.ENDED) {
			return;
		}
		if (this.state == State.AWAY) {
			this.meters.noLongerAway();
		}
		this.state = State.ENDED;
		cancelWindow();
		this.received.stop();
		this.sent.clear();
		this.onFinished.run();
	}

	private void lost(TransportEnd end, String detail) {
		if (end == TransportEnd.LOST && this.state == State.PRESENT) {
			this.state = State.AWAY;
			this.meters.left();
			this.window = this.eventLoop.schedule(this::windowPassed, this.settings.window().toNanos(),
					TimeUnit.NANOSECONDS);
			outputChanged(); // nothing waits for a socket any more
			logger.debug("A client lost its WebSocket and may come back: {}", detail);
			return;
		}
		this.received.giveHeld(this.listener::onHeldMessages); // it came before the end
		finish();
		this.listener.onEnded(end, detail);
	}

	private void windowPassed() {
		if (this.state == State.AWAY) {
			give(TransportEnd.NOT_RESUMED, "");
		}
	}

	private void cancelWindow() {
		Future<?> timer = this.window;
		this.window = null;
		if (timer != null) {
			timer.cancel(false);
		}
	}

	// Coming back

	/**
	 * Whether the client may come back. May be called on any thread; the answer may have
	 * changed when it is used, which {@link #resume} copes with.
	 */
	boolean isResumable() {
		return this.state == State.PRESENT || this.state == State.AWAY;
	}

	/**
	 * Goes on with another WebSocket of the client. To be called on the loop, where the
	 * WebSocket must be as well, before it can be used.
	 * @param next the WebSocket
	 * @return where its input goes
	 */
	public ClientTransportListener resume(ClientTransport next) {
		CarriedInput input = new CarriedInput(next, this.carried);
		this.eventLoop.execute(() -> takeOver(input));
		return input;
	}

	private void takeOver(CarriedInput next) {
		HubProtocol known = this.protocol;
		if (!isResumable() || known == null || next.isEnded()) {
			this.meters.refused();
			next.transport().close(NORMAL_CLOSE, "");
			return;
		}
		ClientTransport former = this.current.transport();
		this.current = next;
		if (this.state == State.AWAY) {
			this.meters.noLongerAway();
		}
		this.state = State.PRESENT;
		cancelWindow();
		former.abort(); // its input and its end are nobody's any more
		outputChanged();
		writeUncounted(known.write(new Sequence(this.sent.firstId())));
		this.sent.repeat(next.transport()::writeShared);
		this.listener.onResumed();
		this.meters.resumed();
		this.received.resume(known);
	}

	/** Where the connection stands. */
	private enum State {

		/** The handshake has not been answered; the end of the WebSocket is the end. */
		HANDSHAKE,

		/** The client speaks a version without sequences; the same holds. */
		NOT_AGREED,

		/** A WebSocket carries the messages. */
		PRESENT,

		/** The client may come back. */
		AWAY,

		/** Nobody may come back. */
		ENDED

	}

	/** What the WebSockets see of this transport. */
	private final class Carried implements CarriedInput.Target {

		@Override
		public CarriedInput current() {
			return ResumableTransport.this.current;
		}

		@Override
		public ClientTransportListener listener() {
			return ResumableTransport.this.listener;
		}

		@Override
		public void outputChanged() {
			ResumableTransport.this.outputChanged();
		}

		@Override
		public void lost(TransportEnd end, String detail) {
			ResumableTransport.this.lost(end, detail);
		}

	}

}
