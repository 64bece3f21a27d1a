// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.cost;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one channel is told to write, next to its socket. Owned by its event loop.
 */
final class CountedOutput extends ChannelOutboundHandlerAdapter {

	/** The very buffers that were written, whatever they were wrapped in. */
	private final Set<ByteBuf> buffers = Collections.newSetFromMap(new IdentityHashMap<>());

	private @Nullable ChannelHandlerContext context;

	private int writes;

	private int flushes;

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
		this.writes++;
		this.buffers.add(root((ByteBuf) message));
		ctx.write(message, promise);
	}

	private static ByteBuf root(ByteBuf share) {
		ByteBuf root = share;
		while (root.unwrap() != null) {
			root = root.unwrap();
		}
		return root;
	}

	@Override
	public void flush(ChannelHandlerContext ctx) {
		this.flushes++;
		ctx.flush();
	}

	/** Counts no more, and tells what there was. */
	Count leave() {
		ChannelHandlerContext left = this.context;
		if (left != null) {
			left.pipeline().remove(this);
		}
		return new Count(this.writes, this.flushes, identities(this.buffers));
	}

	private static Set<Integer> identities(Set<ByteBuf> buffers) {
		return buffers.stream().map(System::identityHashCode).collect(Collectors.toSet());
	}

	record Count(int writes, int flushes, Set<Integer> buffers) {

	}

}
