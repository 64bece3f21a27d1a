// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.sse;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.SocketOutput;

/**
 * Events over HTTP/2, and over HTTP/1.0, which has no chunks: the codec frames the
 * content, which is shared all the same. Channels of HTTP/2 streams do not tell what
 * waits, so it is counted here.
 */
final class ContentOutput implements EventOutput {

	private final Channel channel;

	private long pending;

	private long taken;

	ContentOutput(Channel channel) {
		this.channel = channel;
	}

	@Override
	public void write(SharedFrame frame) {
		if (frame.parts().isEmpty()) {
			writeOne(frame);
		}
		else {
			frame.parts().forEach(this::writeOne);
		}
	}

	private void writeOne(SharedFrame frame) {
		int size = frame.size();
		this.pending += size;
		this.channel.write(new DefaultHttpContent(frame.shareContent())).addListener((written) -> {
			this.pending -= size;
			this.taken++;
		});
	}

	@Override
	public void flush() {
		this.channel.flush();
	}

	@Override
	public @Nullable SocketOutput socket() {
		return null;
	}

	@Override
	public long pendingBytes() {
		return this.pending;
	}

	@Override
	public long progress() {
		return this.taken;
	}

}
