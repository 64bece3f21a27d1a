// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target.reference;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;

/**
 * Connections of one event loop, which alone touches them, and those of them that have
 * something to flush when its turn ends.
 */
final class LeanLoop {

	private final EventExecutor executor;

	/** All loops, this one included. */
	private final List<LeanLoop> loops;

	private final ArrayList<LeanConnection> connections = new ArrayList<>();

	private final ArrayList<LeanConnection> dirty = new ArrayList<>();

	private final Runnable flush = this::flush;

	LeanLoop(EventExecutor executor, List<LeanLoop> loops) {
		this.executor = executor;
		this.loops = loops;
	}

	static LeanLoop of(EventExecutor executor, List<LeanLoop> loops) {
		for (LeanLoop loop : loops) {
			if (loop.executor == executor) {
				return loop;
			}
		}
		throw new IllegalArgumentException("Not a loop of this server");
	}

	void add(LeanConnection connection) {
		connection.position(this.connections.size());
		this.connections.add(connection);
	}

	void remove(LeanConnection connection) {
		LeanConnection last = this.connections.remove(this.connections.size() - 1);
		if (last != connection) {
			this.connections.set(connection.position(), last);
			last.position(connection.position());
		}
	}

	/** Called on this loop. Takes the frame over. */
	void broadcast(ByteBuf frame) {
		for (LeanLoop loop : this.loops) {
			if (loop != this) {
				frame.retain();
				loop.executor.execute(() -> loop.send(frame));
			}
		}
		send(frame);
	}

	private void send(ByteBuf frame) {
		ArrayList<LeanConnection> all = this.connections;
		for (int i = 0, size = all.size(); i < size; i++) {
			all.get(i).send(frame.retainedDuplicate());
		}
		frame.release();
	}

	void toFlush(LeanConnection connection) {
		if (this.dirty.isEmpty()) {
			this.executor.execute(this.flush); // behind all that is read in this turn
		}
		this.dirty.add(connection);
	}

	private void flush() {
		ArrayList<LeanConnection> all = this.dirty;
		for (int i = 0, size = all.size(); i < size; i++) {
			all.get(i).flush();
		}
		all.clear();
	}

}
