// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.sse;

import io.netty.channel.ChannelHandlerContext;

import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.SocketOutput;

/**
 * Events over HTTP/1.1: shared frames hold their chunk framing already and go past the
 * HTTP codec, which would otherwise frame them for each client anew. The codec waits for
 * more chunks meanwhile, and writes the last one when the response ends.
 */
final class ChunkOutput implements EventOutput {

	private final SocketOutput output;

	ChunkOutput(ChannelHandlerContext codec) {
		this.output = SocketOutput.past(codec);
	}

	@Override
	public void write(SharedFrame frame) {
		this.output.write(frame.share());
	}

	@Override
	public void flush() {
		this.output.flush();
	}

	@Override
	public SocketOutput socket() {
		return this.output;
	}

	@Override
	public long pendingBytes() {
		return this.output.pendingBytes();
	}

	@Override
	public long progress() {
		return this.output.progress();
	}

}
