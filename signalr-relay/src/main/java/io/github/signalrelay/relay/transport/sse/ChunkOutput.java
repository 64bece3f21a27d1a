// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.sse;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * Events over HTTP/1.1: shared frames hold their chunk framing already and go past the
 * HTTP codec, which would otherwise frame them for each client anew. The codec waits for
 * more chunks meanwhile, and writes the last one when the response ends.
 */
final class ChunkOutput implements EventOutput {

	private final ChannelHandlerContext codec;

	ChunkOutput(ChannelHandlerContext codec) {
		this.codec = codec;
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // failures reach the pipeline
	public void write(SharedFrame frame) {
		this.codec.write(frame.share(), this.codec.voidPromise());
	}

	@Override
	public long pendingBytes() {
		var queue = this.codec.channel().unsafe().outboundBuffer();
		return (queue != null) ? queue.totalPendingWriteBytes() : 0;
	}

	@Override
	public long progress() {
		var queue = this.codec.channel().unsafe().outboundBuffer();
		Object head = (queue != null) ? queue.current() : null;
		long position = (head instanceof ByteBuf buffer) ? buffer.readerIndex() : 0;
		return ((long) System.identityHashCode(head) << 32) | position;
	}

}
