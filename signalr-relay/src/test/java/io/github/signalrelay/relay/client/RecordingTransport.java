// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.channel.EventLoop;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * A transport that keeps what it is asked to do.
 */
final class RecordingTransport implements ClientTransport {

	final List<String> calls = new CopyOnWriteArrayList<>();

	private final EventLoop loop;

	/** What waits, in spite of all flushing. */
	volatile long pending;

	/** What waits for the next flush. */
	volatile long unflushed;

	/** Whether what is written stays, and adds to what waits. */
	volatile boolean counting;

	RecordingTransport(EventLoop loop) {
		this.loop = loop;
	}

	@Override
	public EventLoop eventLoop() {
		return this.loop;
	}

	@Override
	public TransportType type() {
		return TransportType.WEB_SOCKETS;
	}

	@Override
	public void write(Payload data, boolean text) {
		this.calls.add("write");
	}

	@Override
	public void writeShared(SharedFrame frame) {
		this.calls.add("write " + frame.size());
		if (this.counting) {
			this.pending += frame.size();
		}
	}

	@Override
	public long pendingBytes() {
		return this.pending + this.unflushed;
	}

	@Override
	public long sendProgress() {
		return 0;
	}

	@Override
	public void flush() {
		this.unflushed = 0;
	}

	@Override
	public void probe() {
	}

	@Override
	public void setReading(boolean reading) {
	}

	@Override
	public void close(int statusCode, String reason) {
		this.calls.add("close " + statusCode);
	}

	@Override
	public void abort() {
		this.calls.add("abort");
	}

}
