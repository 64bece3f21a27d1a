// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.hub.call.ClientAnswers;
import io.github.signalrelay.hub.call.ClientMessages;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.connection.ConnectionState.Phase;
import io.github.signalrelay.hub.input.ClientInput;
import io.github.signalrelay.hub.runtime.HubRuntime;
import io.github.signalrelay.protocol.hub.Close;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.hub.Ping;

/**
 * Reads the messages of one client, one after another, and gives each to the part that it
 * is about (hub protocol reference, section 7). Owned by the serial queue of the
 * connection.
 */
final class MessageLoop {

	private static final Logger logger = LoggerFactory.getLogger(MessageLoop.class);

	private final HubRuntime hub;

	private final Flow flow;

	private final ConnectionState state;

	private final ClientInput input;

	private final ConnectionClock clock;

	private final ClientMessages messages;

	private final ClientAnswers answers;

	private final Host host;

	MessageLoop(HubRuntime hub, Flow flow, ConnectionState state, ClientInput input, ConnectionClock clock,
			ClientMessages messages, ClientAnswers answers, Host host) {
		this.hub = hub;
		this.flow = flow;
		this.state = state;
		this.input = input;
		this.clock = clock;
		this.messages = messages;
		this.answers = answers;
		this.host = host;
	}

	/** Reads as far as it goes: until the input is used up, or a call must wait. */
	void run() {
		if (this.state.is(Phase.HANDSHAKE)) {
			shakeHands();
		}
		HubProtocol protocol = this.state.protocol();
		boolean heard = false;
		while (this.state.is(Phase.CONNECTED) && !this.messages.isBlocked() && protocol != null) {
			HubMessage message;
			try {
				message = this.input.read(protocol, this.answers);
			}
			catch (HubProtocolException ex) {
				// the exception behind it would quote what the client has sent
				logger.debug("Connection {} broke the hub protocol: {}", this.flow.connectionId(), ex.getMessage());
				failed(ex);
				return;
			}
			if (message == null) {
				inputUsedUp();
				return;
			}
			if (!heard) { // a run takes no time that counts
				heard = true;
				this.clock.heard(this.hub.clock().getAsLong());
			}
			handleInFlow(protocol, message);
		}
	}

	private void shakeHands() {
		HubHandshake.Outcome outcome = this.input.read(new HubHandshake(this.hub.encoder(), this.hub.texts())::read);
		if (outcome != null) {
			this.host.shookHands(outcome);
		}
		else if (this.input.isCompleted()) {
			this.host.ended(ConnectionEnd.GONE);
		}
		else {
			this.input.starving();
		}
	}

	private void inputUsedUp() {
		if (!this.input.isCompleted()) {
			this.input.starving();
		}
		else if (this.input.isEmpty()) {
			this.host.ended(ConnectionEnd.GONE);
		}
		else {
			this.host.ended(ConnectionEnd
				.truncated(new HubProtocolException("Connection terminated while reading a message.")));
		}
	}

	private void handleInFlow(HubProtocol protocol, HubMessage message) {
		Flow outer = this.hub.flow().enter(this.flow);
		try {
			handle(protocol, message);
		}
		finally {
			this.hub.flow().leave(outer);
		}
	}

	private void handle(HubProtocol protocol, HubMessage message) {
		if (message instanceof Completion completion) {
			completed(protocol, completion);
		}
		else if (message instanceof Ping) {
			this.clock.pinged();
		}
		else if (message instanceof Close close) {
			this.host.ended(ConnectionEnd.closedByClient(close.error()));
		}
		else if (!this.messages.handle(protocol, message)) {
			// of stateful reconnect, which the client cannot have asked for
			logger.debug("Ignored a {} of connection {}", message.getClass().getSimpleName(), this.flow.connectionId());
		}
	}

	private void completed(HubProtocol protocol, Completion completion) {
		try {
			this.answers.completed(protocol, completion);
		}
		catch (IllegalStateException ex) { // an answer to a question to another client
			failed(ex);
		}
	}

	private void failed(RuntimeException error) {
		this.host.ended(ConnectionEnd.failed(error, this.hub.texts()));
	}

	/** The connection, called on its serial queue. */
	interface Host {

		void shookHands(HubHandshake.Outcome outcome);

		void ended(ConnectionEnd reason);

	}

}
