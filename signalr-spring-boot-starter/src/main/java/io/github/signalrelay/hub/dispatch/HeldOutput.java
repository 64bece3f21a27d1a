// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.github.signalrelay.protocol.service.ConnectionData;

/**
 * What a client is sent while its service wants nothing for it (service protocol
 * reference, 3.8): streams wait, and what cannot wait is kept for later. Owned by the
 * serial queue of the connection, except for {@link #isHolding}, which any thread may
 * ask.
 */
final class HeldOutput {

	/** More is not kept: then the service has to deal with it. */
	static final long LIMIT = 1024 * 1024;

	private final Consumer<ConnectionData> target;

	private final Queue<ConnectionData> messages = new ArrayDeque<>(0);

	private long bytes;

	private volatile boolean holding;

	private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);

	HeldOutput(Consumer<ConnectionData> target) {
		this.target = target;
	}

	boolean isHolding() {
		return this.holding;
	}

	/**
	 * Holds from now on.
	 * @return {@code false} if it did so before
	 */
	boolean hold() {
		if (this.holding) {
			return false;
		}
		this.holding = true;
		this.room = new CompletableFuture<>();
		return true;
	}

	/**
	 * Keeps a message for later, when {@link #isHolding}. Once too much has come together
	 * it is let go, and nothing is held until the service asks anew.
	 * @param message the message
	 * @return completes when more may come
	 */
	CompletionStage<Void> add(ConnectionData message) {
		this.messages.add(message);
		this.bytes += message.payload().length();
		CompletionStage<Void> later = this.room;
		if (this.bytes > LIMIT) {
			release();
		}
		return later;
	}

	/** Sends what was kept, and holds nothing any more. */
	void release() {
		this.holding = false;
		for (ConnectionData message = this.messages.poll(); message != null; message = this.messages.poll()) {
			this.target.accept(message);
		}
		this.bytes = 0;
		this.room.complete(null);
	}

}
