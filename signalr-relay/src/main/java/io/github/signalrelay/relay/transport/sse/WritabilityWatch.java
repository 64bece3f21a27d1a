// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.sse;

import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;

/**
 * Tells when so much waits in a channel that who can should stop to write, and when that
 * is over. The channel belongs to the HTTP server, which gets it back as it was. Owned by
 * the event loop of the channel.
 */
final class WritabilityWatch extends ChannelInboundHandlerAdapter {

	private final Consumer<Boolean> listener;

	private final WriteBufferWaterMark before;

	private boolean writable = true;

	private WritabilityWatch(Consumer<Boolean> listener, WriteBufferWaterMark before) {
		this.listener = listener;
		this.before = before;
	}

	/**
	 * Watches a channel.
	 * @param channel the channel
	 * @param pendingBytes bytes that may wait; half of them are much
	 * @param listener is told of each change, in the middle of writes
	 * @return the watch
	 */
	static WritabilityWatch on(Channel channel, long pendingBytes, Consumer<Boolean> listener) {
		int high = (int) Math.min(Integer.MAX_VALUE, Math.max(2, pendingBytes / 2));
		WritabilityWatch watch = new WritabilityWatch(listener, channel.config().getWriteBufferWaterMark());
		channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(high / 2, high));
		channel.pipeline().addFirst(watch);
		return watch;
	}

	/** Ends the watch. */
	void off(Channel channel) {
		if (channel.pipeline().context(this) != null) {
			channel.pipeline().remove(this);
			channel.config().setWriteBufferWaterMark(this.before);
		}
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		boolean now = ctx.channel().isWritable();
		if (now != this.writable) {
			this.writable = now;
			this.listener.accept(now);
		}
		ctx.fireChannelWritabilityChanged();
	}

}
