// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.ConnectionData;

/**
 * What one client is not sent, because its relay has asked to pause its output (service
 * protocol reference, 3.8 and 6.8). Streams ask their producers for nothing meanwhile,
 * and no further calls are read behind an answer that is held, so it stays small. Owned
 * by the serial queue of the connection, except for {@link #isPaused}, which any thread
 * may ask.
 */
final class HeldOutput {

	private final Queue<ConnectionData> held = new ArrayDeque<>(1);

	/** Completes with the end of the pause; null while there is none. */
	private volatile @Nullable CompletableFuture<Void> pause;

	boolean isPaused() {
		return this.pause != null;
	}

	/**
	 * Begins a pause.
	 * @return {@code false} if there is one already
	 */
	boolean begin() {
		if (isPaused()) {
			return false;
		}
		this.pause = new CompletableFuture<>();
		return true;
	}

	/**
	 * Holds a message back.
	 * @param message the message
	 * @return completes with the end of the pause
	 */
	CompletionStage<Void> hold(ConnectionData message) {
		this.held.add(message);
		CompletableFuture<Void> current = this.pause;
		return (current != null) ? current.minimalCompletionStage() : CompletableFuture.completedStage(null);
	}

	/**
	 * Ends the pause, if there is one.
	 * @param to takes what was held, in order
	 */
	void end(Consumer<ConnectionData> to) {
		CompletableFuture<Void> current = this.pause;
		this.pause = null;
		this.held.forEach(to);
		this.held.clear();
		if (current != null) {
			current.complete(null);
		}
	}

}
