// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.time.Duration;
import java.util.concurrent.Executor;

import io.github.signalrelay.hub.call.ClientInvocations;
import io.github.signalrelay.hub.call.ClientMessages;
import io.github.signalrelay.hub.connection.ConnectionState.Phase;
import io.github.signalrelay.hub.runtime.HubRuntime;

/**
 * A client that its relay is about to move to another app server, because this one stops.
 * The relay has stopped the client's calls, asked to pause its output, and waits for the
 * acknowledgement; whatever it forwarded before it will not send to the new server. So
 * the acknowledgement comes when all of that is done:
 * <ul>
 * <li>every message that has arrived was read, and every call has been answered;</li>
 * <li>streams in both directions, and results that were asked of the client, have
 * {@link #STREAM_TIME} to end by themselves: the relay of this project lets through what
 * ends them, another one may not. Then they end with an error;</li>
 * <li>calls have {@link #CALL_TIME}. Then they are answered with an error. Calls whose
 * turn had not come are refused with an error if they want an answer, and are made
 * without waiting for each other if they do not.</li>
 * </ul>
 * From the acknowledgement on nothing is written and nothing read, until the relay closes
 * the client here, or has changed its mind and resumes it (service protocol reference,
 * 6.8).
 * <p>
 * Owned by the serial queue of the connection.
 */
final class Departure {

	/** Time that streams, uploads and questions to the client have to end. */
	static final Duration STREAM_TIME = Duration.ofSeconds(1);

	/** Time that calls have to end. */
	static final Duration CALL_TIME = Duration.ofSeconds(5);

	private final HubRuntime hub;

	private final String connectionId;

	private final ConnectionState state;

	private final ConnectionOutput output;

	private final ClientMessages messages;

	private final ClientInvocations invocations;

	private Stage stage = Stage.STAYING;

	/** In nanoseconds. */
	private long begun;

	/** Whether ticks matter; written on the queue, asked by the heartbeat. */
	private volatile boolean departing;

	Departure(HubRuntime hub, String connectionId, ConnectionState state, ConnectionOutput output,
			ClientMessages messages, ClientInvocations invocations) {
		this.hub = hub;
		this.connectionId = connectionId;
		this.state = state;
		this.output = output;
		this.messages = messages;
		this.invocations = invocations;
	}

	/**
	 * The relay wants to move the client. A pause that was made for a slow client ends:
	 * what it held has to be written as well.
	 */
	void begin() {
		if (this.stage == Stage.STAYING) {
			this.stage = Stage.LEAVING;
			this.departing = true;
			this.begun = this.hub.clock().getAsLong();
			this.output.release();
		}
	}

	/** The client stays, or has gone. */
	void end() {
		if (this.stage != Stage.STAYING) {
			this.stage = Stage.STAYING;
			this.departing = false;
			this.invocations.stay();
		}
	}

	/**
	 * Whether the acknowledgement was sent, so that no further message may be read.
	 * @return {@code true} until the client goes or stays
	 */
	boolean isReady() {
		return this.stage == Stage.READY;
	}

	/** Something may have changed. */
	void check() {
		if (this.stage == Stage.LEAVING && isAllRead() && this.invocations.isIdle()) {
			ready();
		}
	}

	/**
	 * Looks what has taken too long. May be called from any thread.
	 * @param now the time
	 * @param queue serial queue of the connection
	 */
	void tick(long now, Executor queue) {
		if (this.departing) {
			queue.execute(() -> hurry(now));
		}
	}

	private void hurry(long now) {
		if (this.stage != Stage.LEAVING) {
			return;
		}
		long passed = now - this.begun;
		if (passed >= STREAM_TIME.toNanos()) {
			this.invocations.endStreams();
			this.hub.results().clientGone(this.connectionId);
		}
		if (passed >= CALL_TIME.toNanos()) {
			this.invocations.leave();
			if (isMoving()) {
				ready();
			}
		}
	}

	private boolean isMoving() {
		return this.stage != Stage.STAYING && this.state.isOpen();
	}

	private void ready() {
		this.stage = Stage.READY;
		this.departing = false;
		this.output.pause();
	}

	private boolean isAllRead() {
		return this.state.is(Phase.CONNECTED) && !this.messages.isBlocked();
	}

	/** How far a client is on its way, in order. */
	private enum Stage {

		STAYING, LEAVING, READY

	}

}
