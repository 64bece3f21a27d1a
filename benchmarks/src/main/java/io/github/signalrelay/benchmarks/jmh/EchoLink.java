// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.jmh;

import java.util.List;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;

/**
 * A service connection without a relay: counts the answers of a hub, and keeps the last.
 * Answers may come on any thread.
 */
final class EchoLink implements ServiceLink {

	static final String CLIENT = "f8Yb2bJ3v0RkZpQ5m1Xg7w";

	private final Semaphore answers = new Semaphore(0);

	private volatile @Nullable Payload last;

	static OpenConnection opening() {
		return new OpenConnection(CLIENT, List.of(), MessageHeaders.NONE, "", null, null);
	}

	/** Waits for so many answers, and tells the last. */
	@Nullable Payload await(int number) {
		this.answers.acquireUninterruptibly(number);
		return this.last;
	}

	@Override
	public String id() {
		return "link";
	}

	@Override
	public void send(ServiceMessage message) {
		if (message instanceof ConnectionData data) {
			this.last = data.payload();
			this.answers.release();
		}
	}

	@Override
	public boolean isWritable() {
		return true;
	}

	@Override
	public void pauseInput(String connectionId) {
		// comes one piece at a time
	}

	@Override
	public void resumeInput(String connectionId) {
		// comes one piece at a time
	}

	@Override
	public void close() {
		// ends with the benchmark
	}

}
