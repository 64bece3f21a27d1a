// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a TLS record of what is written next, with the engine of a channel's
 * {@link SslHandler} but past its queues. The records of a connection are numbered (RFC
 * 8446, section 5.3): each MUST be sent before anything else is made one, here or by the
 * handler, and none may be made while the handler has something that waits for a flush.
 * <p>
 * Only engines of OpenSSL and BoringSSL are used like that: they take a message as a
 * whole, and have no tasks for other threads once the handshake is over. Owned by the
 * event loop of the channel.
 */
final class TlsRecords {

	private static final Logger logger = LoggerFactory.getLogger(TlsRecords.class);

	/** Most that a record carries (RFC 8446, section 5.1). */
	private static final int MOST = 1 << 14;

	/** More than a record is longer than what it carries, with any cipher. */
	private static final int OVERHEAD = 512;

	private final ChannelHandlerContext handler;

	private final SSLEngine engine;

	private TlsRecords(ChannelHandlerContext handler, SSLEngine engine) {
		this.handler = handler;
		this.engine = engine;
	}

	/**
	 * Makes the records of a channel.
	 * @param channel the channel
	 * @return the records, or {@code null} where all has to take the handler's way
	 */
	static @Nullable TlsRecords of(Channel channel) {
		SslHandler handler = channel.pipeline().get(SslHandler.class);
		ChannelHandlerContext context = channel.pipeline().context(SslHandler.class);
		if (handler == null || context == null) {
			return null;
		}
		return (handler.engine() instanceof ReferenceCountedOpenSslEngine engine) ? new TlsRecords(context, engine)
				: null;
	}

	/**
	 * Makes a record.
	 * @param clear what it carries; stays as it is
	 * @return the record, which is the caller's, or {@code null} if this has to take the
	 * handler's way
	 */
	@Nullable ByteBuf seal(ByteBuf clear) {
		int size = clear.readableBytes();
		if (size > MOST || this.engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
			return null;
		}
		ByteBuf record = this.handler.alloc().directBuffer(size + OVERHEAD);
		SSLEngineResult result = wrap(clear.nioBuffer(), record);
		if (result != null && result.bytesConsumed() == size) {
			return record.writerIndex(result.bytesProduced());
		}
		if (result != null && result.bytesProduced() > 0) {
			forward(record.writerIndex(result.bytesProduced())); // an alert of the
																	// engine's own
		}
		else {
			record.release();
		}
		return null;
	}

	private @Nullable SSLEngineResult wrap(ByteBuffer clear, ByteBuf record) {
		try {
			return this.engine.wrap(clear, record.internalNioBuffer(0, record.capacity()));
		}
		catch (SSLException ex) {
			// The handler's way ends the connection with the same failure
			logger.debug("No TLS record was made for channel {}", this.handler.channel().id(), ex);
			return null;
		}
		catch (RuntimeException ex) {
			record.release();
			throw ex;
		}
	}

	/**
	 * Puts what the socket has not taken of a record into the queue of the channel,
	 * behind the handler, and flushes it.
	 * @param rest the bytes, which are released when they have left
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // failures reach the pipeline
	void forward(ByteBuf rest) {
		this.handler.writeAndFlush(rest, this.handler.channel().voidPromise());
	}

}
