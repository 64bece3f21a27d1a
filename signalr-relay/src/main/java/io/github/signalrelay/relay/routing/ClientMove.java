// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.hub.HubFraming;

/**
 * One client on its way from one server connection to another (service protocol
 * reference, 6.8). Owned by the event loop of the client.
 */
final class ClientMove {

	private final HeldInput input;

	private Form form;

	private Phase phase = Phase.PAUSING;

	private long deadline;

	/**
	 * Begins a move.
	 * @param form how the client goes
	 * @param framing where messages of the client end, or {@code null} if that is unknown
	 * @param deadline when it goes on without the former server's word, in nanoseconds
	 */
	ClientMove(Form form, @Nullable HubFraming framing, long deadline) {
		this.form = form;
		this.input = new HeldInput(framing);
		this.deadline = deadline;
		if (form == Form.SAME_SERVER) {
			// What went over the former connection from now on could be overtaken
			this.input.holdAll();
		}
	}

	Form form() {
		return this.form;
	}

	/** The app server goes as well: its other connections are no way out any more. */
	void toOtherServer() {
		this.form = Form.OTHER_SERVER;
	}

	HeldInput input() {
		return this.input;
	}

	boolean isWaiting() {
		return this.phase == Phase.WAITING;
	}

	/** The former server connection has ended; another one may come in time. */
	void waitUntil(long nanoTime) {
		this.form = Form.OTHER_SERVER;
		this.phase = Phase.WAITING;
		this.deadline = nanoTime;
		this.input.holdAll();
	}

	boolean isOver(long now) {
		return now - this.deadline >= 0;
	}

	/** How a client goes to another server connection. */
	enum Form {

		/** Closed on one app server and opened on another one. */
		OTHER_SERVER,

		/** Its app server goes on with it over another connection. */
		SAME_SERVER

	}

	/** Where a move stands; it ends with its last step. */
	private enum Phase {

		/** The former app server brings to an end what it has begun for the client. */
		PAUSING,

		/** Nobody serves the client, and a server connection is waited for. */
		WAITING

	}

}
