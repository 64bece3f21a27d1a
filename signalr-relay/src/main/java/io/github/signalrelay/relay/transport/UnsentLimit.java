// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the operating system from taking much more for a client than it can send: what
 * waits then waits in the relay, where it is counted. Left alone, Linux takes some
 * megabytes for each client that does not read.
 * <p>
 * What is on its way, up to the window that both sides have agreed on, is not limited, so
 * long-distance links keep their throughput. Works with Netty's epoll transport, that is
 * on Linux, and has no effect elsewhere.
 *
 * @param bytes most bytes that were taken and not sent for the first time (the socket
 * option {@code TCP_NOTSENT_LOWAT}), 0 to leave it to the operating system
 */
public record UnsentLimit(int bytes) {

	private static final Logger logger = LoggerFactory.getLogger(UnsentLimit.class);

	private static final AttributeKey<Boolean> LIMITED = AttributeKey.valueOf(UnsentLimit.class, "limited");

	/**
	 * Limits the socket of a client that comes with one request after another; only the
	 * first one costs a system call. Called on the loop of the channel.
	 * @param channel channel of the request
	 */
	public void limitOnce(Channel channel) {
		Channel socket = socket(channel);
		if (!socket.hasAttr(LIMITED)) {
			socket.attr(LIMITED).set(Boolean.TRUE);
			limit(socket);
		}
	}

	/**
	 * Limits a client's socket, for good.
	 * @param channel channel of the client; of a stream of HTTP/2 its connection is
	 * limited
	 */
	public void limit(Channel channel) {
		if (this.bytes > 0) {
			Channel socket = socket(channel);
			try {
				socket.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) this.bytes);
			}
			catch (ChannelException ex) {
				logger.debug("The socket of channel {} takes no limit, it may be closed already", socket.id(), ex);
			}
		}
	}

	private static Channel socket(Channel channel) {
		return (channel instanceof Http2StreamChannel) ? channel.parent() : channel;
	}

}
