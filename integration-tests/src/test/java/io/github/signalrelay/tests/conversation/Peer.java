// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * One end of a WebSocket that a script speaks for. What comes in is cut into messages and
 * waits in order; the script's thread takes it.
 */
final class Peer {

	private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

	private final CompletableFuture<Integer> closed = new CompletableFuture<>();

	private final MessageCutter cutter;

	private final MessageCutter.Framing framing;

	private final Output output;

	/**
	 * Makes a peer.
	 * @param framing how it tells messages apart
	 * @param output its way out
	 */
	Peer(MessageCutter.Framing framing, Output output) {
		this.framing = framing;
		this.output = output;
		this.cutter = new MessageCutter(framing, this.received::add);
	}

	/** Called by the WebSocket, one call at a time. */
	void received(byte[] bytes) {
		this.cutter.add(bytes);
	}

	/** Called by the WebSocket when nothing comes any more. */
	void closed(int statusCode) {
		this.closed.complete(statusCode);
	}

	/** Called by the WebSocket when it came to an end without a close frame. */
	void lost() {
		this.closed.complete(Output.NO_STATUS);
	}

	void send(byte[] message) {
		this.output.send(message, this.framing == MessageCutter.Framing.SEPARATOR);
	}

	void close(int statusCode) {
		this.output.close(statusCode);
	}

	void cut() {
		this.output.cut();
	}

	/** The next message, or {@code null} if none comes in time. */
	byte @Nullable [] next(long millis) throws InterruptedException {
		return this.received.poll(millis, TimeUnit.MILLISECONDS);
	}

	/** What has come of a message that is not whole. */
	byte[] rest() {
		return this.cutter.rest();
	}

	/** Status of the close frame, or {@code null} if the WebSocket is still open then. */
	@Nullable Integer closeStatus(long millis) throws Exception {
		try {
			return this.closed.get(millis, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			return null;
		}
	}

	/** Sending half of a WebSocket. */
	interface Output {

		/** Stands for the end without a close frame. */
		int NO_STATUS = 1006;

		void send(byte[] message, boolean text);

		void close(int statusCode);

		void cut();

	}

}
