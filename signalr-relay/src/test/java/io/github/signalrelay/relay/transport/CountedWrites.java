// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Counts what goes through the pipeline. The count may be read on any thread.
 */
final class CountedWrites extends ChannelOutboundHandlerAdapter {

	private volatile int count;

	int count() {
		return this.count;
	}

	@Override
	@SuppressWarnings("NonAtomicVolatileUpdate") // by the event loop alone
	public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
		this.count++;
		ctx.write(message, promise);
	}

}
