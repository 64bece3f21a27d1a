// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.client.ClientInterface;
import io.github.signalrelay.hub.client.ClientOutput.ReceiveLoop;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.client.OutboundCallerClients;
import io.github.signalrelay.hub.client.OutboundGroups;
import io.github.signalrelay.hub.definition.HubMethodDefinition;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.Close;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.hub.Ping;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.ServiceLink;

/**
 * One client of a hub, from its handshake to its disconnect callback.
 * <p>
 * All methods may be called from any thread. The state belongs to a {@link SerialQueue};
 * volatile fields are written there and read elsewhere. Hub methods run outside of the
 * queue, except for what they do before they return a {@code Mono} or a
 * {@code CompletionStage}.
 */
final class HubConnection implements ClientInvocations.Host, ReceiveLoop {

	private static final Logger logger = LoggerFactory.getLogger(HubConnection.class);

	private static final String NO_RESULTS_WHILE_CONNECTING = "Client results inside OnConnectedAsync Hub methods are not allowed.";

	private final HubRuntime hub;

	private final String id;

	private final String instanceId;

	/** A client that moved here from another server has had its handshake response. */
	private final boolean migrated;

	private final ServiceLink link;

	private final Consumer<HubConnection> onEnded;

	private final SerialQueue queue = new SerialQueue();

	private final InputGate gate;

	private final PartialInput partial;

	private final ReceiveBuffer input;

	private final CallContext context;

	private final ConnectedCaller caller;

	private final ClientInvocations invocations;

	/** What the application's code that runs on the queue may know. */
	private final Flow flow;

	private final ClientAnswers answers;

	private final ConnectionOutput output;

	private final ConnectionClock clock;

	private final CompletableFuture<Void> gone = new CompletableFuture<>();

	private volatile Phase phase = Phase.HANDSHAKE;

	private volatile @Nullable HubProtocol protocol;

	private boolean inputCompleted;

	private boolean signalled;

	private boolean connectRunning;

	private boolean connected;

	private @Nullable ConnectionEnd end;

	HubConnection(HubRuntime hub, OpenConnection message, ServiceLink link, Consumer<HubConnection> onEnded) {
		this.hub = hub;
		this.id = message.connectionId();
		String instance = message.headers().first(MessageHeaders.INSTANCE_ID);
		this.instanceId = (instance != null) ? instance : "";
		this.migrated = message.headers().first(MessageHeaders.MIGRATE_FROM) != null;
		this.link = link;
		this.onEnded = onEnded;
		this.gate = new InputGate(this.id, this::link, hub.options().applicationMaxBufferSize().toBytes());
		this.partial = new PartialInput(hub.maximumMessageSize() + hub.options().applicationMaxBufferSize().toBytes());
		this.input = new ReceiveBuffer(hub.maximumMessageSize());
		this.clock = new ConnectionClock(hub.options(), hub.clock().getAsLong());
		this.caller = new ConnectedCaller(this.id, CallerIdentity.of(message.claims()), ForwardedRequest.read(message),
				clients(hub.untypedClients()), this::abort);
		this.context = new CallContext(this.caller, clients(hub.typedClients()), this.caller.clients(),
				new OutboundGroups(hub.output(), this::link), null, List.of());
		this.flow = new Flow(this.id, this::link, false, () -> {
		});
		this.invocations = new ClientInvocations(hub, this.context, this.flow, this.queue, this);
		this.output = new ConnectionOutput(this.id, link, hub.output());
		this.answers = new ClientAnswers(hub, this.id, this::link, this.invocations.uploads());
	}

	private <C> HubCallerClients<C> clients(ClientInterface<C> clientInterface) {
		return new OutboundCallerClients<>(this.hub.output(), this.hub.encoder(), clientInterface, this::link, this.id,
				this::refusal);
	}

	/** Why code of this client may not wait for a client's result now. */
	private @Nullable Exception refusal(String target) {
		if (this.phase == Phase.CONNECTING || this.phase == Phase.HANDSHAKE) {
			return new IllegalStateException(NO_RESULTS_WHILE_CONNECTING);
		}
		return (this.phase == Phase.ENDED && target.equals(this.id)) ? PendingResult.disconnected(this.id) : null;
	}

	String id() {
		return this.id;
	}

	String instanceId() {
		return this.instanceId;
	}

	ServiceLink link() {
		return this.link;
	}

	/**
	 * Hub protocol of the client.
	 * @return the protocol, or {@code null} before the handshake
	 */
	@Nullable HubProtocol protocol() {
		return this.protocol;
	}

	/**
	 * Tells when the connection has ended and its disconnect callback has run.
	 * @return completes then
	 */
	CompletionStage<Void> gone() {
		return this.gone;
	}

	void receive(ConnectionData data) {
		this.gate.arrived(data.payload().length());
		this.queue.execute(() -> onData(data));
	}

	/** The client came back on another transport. */
	void reconnected() {
		this.queue.execute(() -> this.gate.consumed(this.partial.drop()));
	}

	/** The service ended the connection. What the client had sent before still counts. */
	void closedByService() {
		this.queue.execute(() -> {
			this.inputCompleted = true;
			signalEnd();
			this.invocations.streams().end();
			pump();
			if (this.invocations.isBlocked()) { // its answer would never be read
				this.hub.results().clientGone(this.id);
			}
		});
	}

	void end(ConnectionEnd reason) {
		this.queue.execute(() -> endNow(reason));
	}

	private void abort() {
		end(ConnectionEnd.ABORTED);
	}

	/**
	 * Looks after time-outs and keep-alive.
	 * @param now the time
	 */
	void tick(long now) {
		Phase current = this.phase;
		if (current == Phase.HANDSHAKE && this.clock.isHandshakeLate(now)) {
			this.queue.execute(this::handshakeTimedOut);
		}
		if (current == Phase.CONNECTED && this.clock.isClientLate(now)) {
			this.queue.execute(() -> clientTimedOut(now));
		}
		if ((current == Phase.CONNECTING || current == Phase.CONNECTED) && this.link.isWritable()
				&& this.clock.isPingDue(now)) {
			this.queue.execute(this::ping);
		}
	}

	private void ping() {
		HubProtocol current = this.protocol;
		if (isOpen() && current != null) {
			send(this.hub.ping(current), DataMessageType.OTHER);
		}
	}

	private void handshakeTimedOut() {
		if (this.phase == Phase.HANDSHAKE) {
			send(HubHandshake.CANCELED, DataMessageType.HANDSHAKE);
			endNow(ConnectionEnd.REFUSED);
		}
	}

	private void clientTimedOut(long now) {
		if (this.phase == Phase.CONNECTED && !this.invocations.isBlocked() && this.clock.isClientLate(now)) {
			endNow(ConnectionEnd.timedOut(this.hub.texts()));
		}
	}

	private void onData(ConnectionData data) {
		if (this.phase == Phase.ENDED) {
			return;
		}
		try {
			if (data.isPartial()) {
				this.partial.hold(data.payload());
			}
			else {
				this.input.add(this.partial.complete(data.payload()));
			}
		}
		catch (HubProtocolException ex) {
			endNow(ConnectionEnd.failed(ex, this.hub.texts()));
			return;
		}
		pump();
	}

	/** Reads as far as it goes: until the input is used up, or a call must wait. */
	private void pump() {
		if (this.phase == Phase.HANDSHAKE) {
			shakeHands();
		}
		HubProtocol current = this.protocol;
		while (this.phase == Phase.CONNECTED && !this.invocations.isBlocked() && current != null) {
			HubMessage message;
			try {
				message = read(current);
			}
			catch (HubProtocolException ex) {
				logger.debug("Connection {} broke the hub protocol", this.id, ex);
				endNow(ConnectionEnd.failed(ex, this.hub.texts()));
				return;
			}
			if (message == null) {
				inputUsedUp();
				return;
			}
			this.clock.heard(this.hub.clock().getAsLong());
			this.hub.flow().run(this.flow, () -> handle(current, message));
		}
	}

	private @Nullable HubMessage read(HubProtocol current) {
		int before = this.input.size();
		HubMessage message = this.input.read((bytes) -> current.parse(bytes, this.answers));
		this.gate.consumed(before - this.input.size());
		return message;
	}

	private void inputUsedUp() {
		if (!this.inputCompleted) {
			this.gate.starving();
		}
		else if (this.input.size() == 0) {
			endNow(ConnectionEnd.GONE);
		}
		else {
			endNow(ConnectionEnd.truncated(new HubProtocolException("Connection terminated while reading a message.")));
		}
	}

	private void shakeHands() {
		int before = this.input.size();
		HubHandshake.Outcome outcome = new HubHandshake(this.hub.encoder(), this.hub.texts()).read(this.input);
		this.gate.consumed(before - this.input.size());
		if (outcome == null) {
			if (this.inputCompleted) {
				endNow(ConnectionEnd.GONE);
			}
			else {
				this.gate.starving();
			}
			return;
		}
		if (!this.migrated) {
			send(outcome.response(), DataMessageType.HANDSHAKE);
		}
		if (outcome.protocol() == null) {
			endNow(ConnectionEnd.REFUSED);
			return;
		}
		this.protocol = outcome.protocol();
		connect();
	}

	private void connect() {
		this.clock.heard(this.hub.clock().getAsLong());
		HubMethodDefinition callback = this.hub.definition().onConnected();
		this.phase = Phase.CONNECTING;
		this.connectRunning = true;
		if (callback == null) {
			connected(null);
			return;
		}
		Flow connecting = new Flow(this.id, this::link, false, () -> {
			throw new IllegalStateException(NO_RESULTS_WHILE_CONNECTING);
		});
		this.hub.invoker()
			.invoke(callback, List.of(), this.context, connecting, (result, error) -> this.queue.execute(() -> {
				connected(error);
				pump();
			}));
	}

	private void connected(@Nullable Throwable error) {
		this.connectRunning = false;
		this.connected = error == null;
		if (error != null) {
			logger.error("Connection {} was refused by the connect callback of hub '{}'", this.id,
					this.hub.definition().name(), error);
			endNow(ConnectionEnd.connectFailed(error, this.hub.texts()));
		}
		if (this.phase == Phase.ENDED) {
			disconnectWhenReady();
		}
		else {
			this.phase = Phase.CONNECTED;
		}
	}

	private void handle(HubProtocol current, HubMessage message) {
		if (message instanceof Completion completion) {
			completed(current, completion);
		}
		else if (message instanceof Ping) {
			this.clock.pinged();
		}
		else if (message instanceof Close close) {
			endNow(ConnectionEnd.closedByClient(close.error()));
		}
		else if (!this.invocations.handle(current, message)) {
			// of stateful reconnect, which the client cannot have asked for
			logger.debug("Ignored a {} of connection {}", message.getClass().getSimpleName(), this.id);
		}
	}

	private void completed(HubProtocol current, Completion completion) {
		try {
			this.answers.completed(current, completion);
		}
		catch (IllegalStateException ex) { // an answer to a question to another client
			endNow(ConnectionEnd.failed(ex, this.hub.texts()));
		}
	}

	void askedElsewhere(ClientInvocation question) {
		this.answers.askedElsewhere(question);
	}

	@Override
	public void answerExpected() {
		this.queue.execute(() -> this.invocations.answersExpected(1));
	}

	@Override
	public void answerSettled() {
		this.queue.execute(() -> this.invocations.answersExpected(-1));
	}

	@Override
	public boolean isOpen() {
		return this.phase != Phase.ENDED;
	}

	@Override
	public void reply(Payload completion) {
		if (isOpen()) {
			send(completion, DataMessageType.INVOCATION);
		}
	}

	@Override
	public @Nullable CompletionStage<Void> write(Payload item) {
		return isOpen() ? this.output.item(item) : null;
	}

	@Override
	public void writeFailed(RuntimeException error) {
		endNow(ConnectionEnd.failed(error, this.hub.texts()));
	}

	@Override
	public void proceed() {
		this.clock.heard(this.hub.clock().getAsLong());
		pump();
	}

	private void send(Payload payload, DataMessageType type) {
		this.output.send(payload, type);
	}

	private void endNow(ConnectionEnd reason) {
		if (this.phase == Phase.ENDED) {
			return;
		}
		this.phase = Phase.ENDED;
		this.end = reason;
		this.input.clear();
		this.partial.drop();
		this.gate.ended();
		tell(reason);
		this.invocations.streams().end();
		this.invocations.uploads().end();
		this.onEnded.accept(this);
		this.hub.results().clientGone(this.id);
		signalEnd();
		disconnectWhenReady();
	}

	/** Nothing is said to the service about a client that it has closed itself. */
	private void tell(ConnectionEnd reason) {
		if (this.inputCompleted) {
			return;
		}
		this.output.end(reason, this.protocol);
	}

	private void signalEnd() {
		if (!this.caller.isAborted()) {
			this.caller.end(this.hub.executor(), () -> this.queue.execute(() -> {
				this.signalled = true;
				disconnectWhenReady();
			}));
		}
	}

	private void disconnectWhenReady() {
		ConnectionEnd reason = this.end;
		if (reason == null || !this.signalled || this.connectRunning) {
			return;
		}
		this.end = null; // exactly once
		HubMethodDefinition callback = this.hub.definition().onDisconnected();
		if (!this.connected || callback == null) {
			this.gone.complete(null);
			return;
		}
		this.hub.invoker()
			.invoke(callback, List.of(), this.context.withError(reason.error()), this.flow,
					(result, error) -> disconnected(error));
	}

	private void disconnected(@Nullable Throwable error) {
		if (error != null) {
			logger.error("The disconnect callback of hub '{}' failed for connection {}", this.hub.definition().name(),
					this.id, error);
		}
		this.gone.complete(null);
	}

	/** Where a connection stands; moves down only. */
	private enum Phase {

		HANDSHAKE, CONNECTING, CONNECTED, ENDED

	}

}
