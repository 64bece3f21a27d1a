// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubMigration;
import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.call.CallHost;
import io.github.signalrelay.hub.call.ClientAnswers;
import io.github.signalrelay.hub.call.ClientInvocations;
import io.github.signalrelay.hub.call.ClientMessages;
import io.github.signalrelay.hub.client.ClientInterface;
import io.github.signalrelay.hub.client.ClientOutput.ReceiveLoop;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.client.OutboundCallerClients;
import io.github.signalrelay.hub.client.OutboundGroups;
import io.github.signalrelay.hub.connection.ConnectionState.Phase;
import io.github.signalrelay.hub.input.ClientInput;
import io.github.signalrelay.hub.observation.CallObservation;
import io.github.signalrelay.hub.result.ClientResults;
import io.github.signalrelay.hub.runtime.HubRuntime;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.ServiceLink;

/**
 * One client of a hub, from its handshake to its disconnect callback: joins the parts
 * that read ({@link ClientInput}, {@link MessageLoop}), call ({@link ClientInvocations},
 * {@link ConnectionCallbacks}), write ({@link ConnectionOutput}) and watch
 * ({@link ConnectionWatch}), and ends them.
 * <p>
 * All methods may be called from any thread. The state belongs to a {@link SerialQueue}.
 * Hub methods run outside of the queue, except for what they do before they return a
 * {@code Mono} or a {@code CompletionStage}.
 */
public final class HubConnection implements CallHost, MessageLoop.Host, ConnectionWatch.Host, ReceiveLoop {

	private final HubRuntime hub;

	private final String id;

	private final String instanceId;

	private final ConnectedCaller caller;

	private final Consumer<HubConnection> onEnded;

	private final SerialQueue queue = new SerialQueue(this::changed);

	private final ConnectionState state = new ConnectionState();

	private final ConnectionClock clock;

	private final ClientInput input;

	private final ConnectionOutput output;

	private final ClientInvocations invocations;

	private final ClientMessages messages;

	private final ClientAnswers answers;

	private final ConnectionCallbacks callbacks;

	private final MessageLoop loop;

	private final ConnectionWatch watch;

	private final Departure departure;

	/** Answers for which there was no room; no further call is read until there is. */
	private int roomAwaited;

	/**
	 * Creates a connection that waits for its handshake.
	 * @param hub what the clients of the hub share
	 * @param message what the service says of the client
	 * @param link service connection of the client
	 * @param onEnded told when the connection has ended, on its serial queue
	 */
	public HubConnection(HubRuntime hub, OpenConnection message, ServiceLink link, Consumer<HubConnection> onEnded) {
		this.hub = hub;
		this.id = message.connectionId();
		String instance = message.headers().first(MessageHeaders.INSTANCE_ID);
		this.instanceId = (instance != null) ? instance : "";
		this.onEnded = onEnded;
		this.clock = new ConnectionClock(hub.options(), hub.clock().getAsLong());
		this.input = new ClientInput(hub.options(), this.id, this::link);
		this.output = new ConnectionOutput(this.id, link, hub.output());
		this.caller = new ConnectedCaller(message, clients(hub.untypedClients()), this::abort);
		String comesFrom = message.headers().first(MessageHeaders.MIGRATE_FROM);
		if (comesFrom != null) {
			this.caller.migration(new HubMigration(comesFrom, hub.output().serverId()));
		}
		CallContext context = new CallContext(this.caller, clients(hub.typedClients()), this.caller.clients(),
				new OutboundGroups(hub.output(), this::link), null, List.of(), new CallerCancellation(this.caller),
				CallObservation.NONE);
		// what the application's code that runs on the queue may know
		Flow flow = new Flow(this.id, this::link, false, () -> {
		});
		this.invocations = new ClientInvocations(hub, context, flow, this.queue, this);
		this.messages = new ClientMessages(hub, this.id, this.invocations, this);
		this.answers = new ClientAnswers(hub, this.id, this::link, this.invocations);
		this.callbacks = new ConnectionCallbacks(hub, context, this.caller, flow, this.queue);
		this.loop = new MessageLoop(hub, flow, this.state, this.input, this.clock, this.messages, this.answers, this);
		this.watch = new ConnectionWatch(hub, this.state, this.clock, this.output, this.messages, this.queue, this);
		this.departure = new Departure(hub, this.id, this.state, this.output, this.messages, this.invocations);
	}

	/** After each task of the queue. */
	private void changed() {
		this.departure.check();
	}

	private <C> HubCallerClients<C> clients(ClientInterface<C> clientInterface) {
		return new OutboundCallerClients<>(this.hub.output(), this.hub.encoder(), clientInterface, this::link, this.id,
				this::refusal);
	}

	/** Why code of this client may not wait for a client's result now. */
	private @Nullable Exception refusal(String target) {
		if (this.state.is(Phase.CONNECTING) || this.state.is(Phase.HANDSHAKE)) {
			return new IllegalStateException(ConnectionCallbacks.NO_RESULTS_WHILE_CONNECTING);
		}
		return (!this.state.isOpen() && target.equals(this.id)) ? ClientResults.disconnected(this.id) : null;
	}

	/**
	 * Id of the connection.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Relay instance that the client is connected to.
	 * @return its id, empty if the service has not told
	 */
	public String instanceId() {
		return this.instanceId;
	}

	/**
	 * Service connection of the client.
	 * @return the one that serves it now
	 */
	public ServiceLink link() {
		return this.output.link();
	}

	/**
	 * Hub protocol of the client.
	 * @return the protocol, or {@code null} before the handshake
	 */
	public @Nullable HubProtocol protocol() {
		return this.state.protocol();
	}

	/**
	 * Tells when the connection has ended and its disconnect callback has run.
	 * @return completes then
	 */
	public CompletionStage<Void> gone() {
		return this.callbacks.gone();
	}

	/**
	 * The client has sent something.
	 * @param data bytes of the client, borders of messages anywhere
	 */
	public void receive(ConnectionData data) {
		this.input.arrived(data.payload().length());
		this.queue.execute(() -> onData(data));
	}

	private void onData(ConnectionData data) {
		if (!isOpen()) {
			return;
		}
		try {
			this.input.add(data);
		}
		catch (HubProtocolException ex) {
			ended(ConnectionEnd.failed(ex, this.hub.texts()));
			return;
		}
		this.loop.run();
	}

	/** The client came back on another transport. */
	public void reconnected() {
		this.queue.execute(this.input::dropPartial);
	}

	/** The relay wants no more of this client's output for now. */
	public void pauseOutput() {
		this.queue.execute(() -> {
			if (isOpen()) {
				this.output.pause();
			}
		});
	}

	/**
	 * The relay wants to move the client to another server. What has arrived by now is
	 * done and answered before the relay gets its acknowledgement ({@link Departure}).
	 */
	public void depart() {
		this.queue.execute(() -> {
			if (isOpen()) {
				this.departure.begin();
			}
		});
	}

	/**
	 * The relay wants more again.
	 * @param over service connection of the client from now on
	 */
	public void resumeOutput(ServiceLink over) {
		this.queue.execute(() -> {
			if (isOpen()) {
				this.departure.end();
				boolean moves = this.output.link() != over;
				this.output.resume(over);
				if (moves) {
					this.input.moved();
				}
				this.loop.run();
			}
		});
	}

	/**
	 * The service ended the connection. What the client had sent before still counts.
	 * @param goesTo id of the server that the client has moved to, or {@code null} when
	 * it has gone
	 */
	public void closedByService(@Nullable String goesTo) {
		this.queue.execute(() -> {
			this.departure.end();
			this.input.complete();
			if (goesTo != null) {
				this.caller.migration(new HubMigration(this.hub.output().serverId(), goesTo));
				this.output.mute();
			}
			this.output.discard();
			this.callbacks.signalEnd();
			this.invocations.end();
			this.loop.run();
			if (this.messages.isBlocked()) { // its answer would never be read
				this.hub.results().clientGone(this.id);
			}
		});
	}

	/**
	 * Ends the connection.
	 * @param reason how; the first one counts
	 */
	public void end(ConnectionEnd reason) {
		this.queue.execute(() -> ended(reason));
	}

	private void abort() {
		end(ConnectionEnd.ABORTED);
	}

	/**
	 * Looks after time-outs and keep-alive.
	 * @param now the time
	 */
	public void tick(long now) {
		this.watch.tick(now);
		this.departure.tick(now, this.queue);
	}

	/**
	 * Another server asks this client.
	 * @param question the question, which the relay itself sends to the client
	 */
	public void askedElsewhere(ClientInvocation question) {
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
	public void shookHands(HubHandshake.Outcome outcome) {
		if (this.caller.migration() == null) { // else its former server has answered it
			this.output.handshake(outcome.response());
		}
		HubProtocol protocol = outcome.protocol();
		if (protocol == null) {
			ended(ConnectionEnd.REFUSED);
			return;
		}
		this.clock.heard(this.hub.clock().getAsLong());
		this.state.shookHands(protocol);
		this.callbacks.connect(this::connected);
	}

	private void connected(@Nullable Throwable error) {
		if (error != null) {
			ended(ConnectionEnd.connectFailed(error, this.hub.texts()));
			return;
		}
		this.state.connected();
		this.loop.run();
	}

	@Override
	public boolean isOpen() {
		return this.state.isOpen();
	}

	@Override
	public boolean isWritable() {
		return this.output.isWritable();
	}

	@Override
	public boolean isHeldUp() {
		return this.roomAwaited > 0 || this.departure.isReady();
	}

	private void roomMade() {
		this.roomAwaited--;
		this.loop.run();
	}

	@Override
	public void reply(@Nullable Payload completion) {
		if (completion != null && isOpen()) {
			CompletionStage<Void> room = this.output.completion(completion);
			if (room != null) {
				this.roomAwaited++;
				room.whenComplete((done, error) -> this.queue.execute(this::roomMade));
			}
		}
	}

	@Override
	public @Nullable CompletionStage<Void> write(Payload item) {
		return isOpen() ? this.output.item(item) : null;
	}

	@Override
	public void writeFailed(RuntimeException error) {
		ended(ConnectionEnd.failed(error, this.hub.texts()));
	}

	@Override
	public void proceed() {
		this.clock.heard(this.hub.clock().getAsLong());
		this.loop.run();
	}

	@Override
	public void ended(ConnectionEnd reason) {
		if (!this.state.end()) {
			return;
		}
		this.departure.end();
		if (!this.output.isMuted()) { // it goes, and does not move
			this.caller.migration(null);
		}
		this.input.end();
		if (!this.input.isCompleted()) { // else the service has closed it itself
			this.output.end(reason, this.state.protocol());
		}
		this.invocations.end();
		this.invocations.endUploads();
		this.onEnded.accept(this);
		this.hub.results().clientGone(this.id);
		this.callbacks.ended(reason);
	}

}
