// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target.reference;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Answers the request for a WebSocket on any path, then takes all of HTTP out of the
 * pipeline and puts the connection's one handler in. Guarded by the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a write
final class LeanUpgrade extends ChannelInboundHandlerAdapter {

	/** RFC 6455, section 1.3. */
	private static final String SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private final LeanLoop loop;

	private @Nullable String key;

	private LeanUpgrade(LeanLoop loop) {
		this.loop = loop;
	}

	static void install(ChannelPipeline pipeline, LeanLoop loop) {
		pipeline.addLast(new HttpRequestDecoder(), new LeanUpgrade(loop));
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		try {
			if (message instanceof HttpRequest request) {
				this.key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
			}
			if (message instanceof LastHttpContent) {
				answer(context, this.key);
			}
		}
		finally {
			ReferenceCountUtil.release(message);
		}
	}

	private void answer(ChannelHandlerContext context, @Nullable String key) {
		if (key == null) {
			byte[] refusal = "HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nContent-Length: 0\r\n\r\n"
				.getBytes(StandardCharsets.US_ASCII);
			context.writeAndFlush(Unpooled.wrappedBuffer(refusal)).addListener(ChannelFutureListener.CLOSE);
			return;
		}
		byte[] response = ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		ChannelPipeline pipeline = context.pipeline();
		context.writeAndFlush(Unpooled.wrappedBuffer(response));
		pipeline.addLast(new LeanConnection(this.loop));
		pipeline.remove(this);
		pipeline.remove(HttpRequestDecoder.class); // hands on what came behind the
													// request
	}

	private static String accept(String key) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1")
				.digest((key + SUFFIX).getBytes(StandardCharsets.US_ASCII));
			return Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex); // every JDK has it
		}
	}

}
