// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Ack;
import io.github.signalrelay.protocol.service.AckStatus;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * An answer that an app server waits for, possibly until several event loops have done
 * their part. Goes back on the server connection that asked. Safe for use by many
 * threads.
 */
final class PendingAck {

	/** Asks for no answer. */
	static final int NO_ACK = 0;

	private final ServerConnection from;

	private final int ackId;

	private final AtomicInteger parts;

	private volatile boolean found;

	private volatile @Nullable String refusal;

	/**
	 * Creates an answer that waits.
	 * @param from server connection that asked
	 * @param ackId number of the question, or {@link #NO_ACK}
	 * @param parts how many calls of {@link #part} make it whole
	 * @param found whether the answer is yes whatever the parts say
	 */
	PendingAck(ServerConnection from, int ackId, int parts, boolean found) {
		this.from = from;
		this.ackId = ackId;
		this.parts = new AtomicInteger(parts);
		this.found = found;
		if (parts == 0) {
			finish();
		}
	}

	/** One loop has done its part. */
	void part(boolean partFound) {
		if (partFound) {
			this.found = true;
		}
		if (this.parts.decrementAndGet() == 0) {
			finish();
		}
	}

	/**
	 * The answer will be no, whatever else was done. To be called before {@link #part}.
	 */
	void refuse(String text) {
		this.refusal = text;
	}

	private void finish() {
		String text = this.refusal;
		if (text != null) {
			send(this.from, this.ackId, AckStatus.FORBIDDEN, text);
			return;
		}
		send(this.from, this.ackId, this.found ? AckStatus.OK : AckStatus.NOT_FOUND, "");
	}

	static void send(ServerConnection to, int ackId, AckStatus status, String message) {
		if (ackId != NO_ACK) {
			to.write(new Ack(ackId, status.code(), message, null));
		}
	}

}
