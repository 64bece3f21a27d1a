// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.HandshakeResponse;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.ServiceMessageReader;
import io.github.signalrelay.protocol.service.ServiceMessageWriter;
import io.github.signalrelay.service.connection.ServiceLinkRequest;

/**
 * A service connection over a WebSocket: last handler of the channel's pipeline, behind
 * the WebSocket handshake. Message borders are not frame borders in either direction
 * (service protocol reference, 1.5).
 * <p>
 * The service protocol cannot stop one client's input, and this connection carries many
 * clients, and the acks that their hub methods wait for. So {@link #pauseInput} goes on
 * reading for a while. Only when paused clients have sent more than a budget is nothing
 * read any more, and the other clients wait too: the price of bounded memory. The
 * service's own queues fill then, and it stops reading from its clients.
 * <p>
 * Fields are owned by the channel's event loop unless told otherwise.
 */
final class WebSocketServiceLink extends ChannelInboundHandlerAdapter
		implements ServiceLink, ServiceMessageReader.Handler {

	private static final Logger logger = LoggerFactory.getLogger(WebSocketServiceLink.class);

	private final ServiceLinkRequest request;

	private final ServiceLinkListener listener;

	private final WebSocketTimeouts timeouts;

	private final UpgradeFailures failures;

	private final ServiceMessageReader reader;

	private final CompletableFuture<ServiceLink> opened = new CompletableFuture<>();

	private final PausedClients pausedClients;

	private @Nullable String endReason;

	private long lastRead = System.nanoTime();

	/** Set once by the event loop, read by everybody. */
	private volatile @Nullable OutboundMessages outbound;

	WebSocketServiceLink(ServiceLinkRequest request, ServiceLinkListener listener, WebSocketTimeouts timeouts,
			UpgradeFailures failures, int maximumMessageSize, long pausedBudget) {
		this.request = request;
		this.listener = listener;
		this.timeouts = timeouts;
		this.failures = failures;
		this.reader = new ServiceMessageReader(maximumMessageSize);
		this.pausedClients = new PausedClients(pausedBudget);
	}

	/**
	 * Outcome of the attempt.
	 * @return completes after the service handshake
	 */
	CompletableFuture<ServiceLink> opened() {
		return this.opened;
	}

	@Override
	public String id() {
		return this.request.connectionId();
	}

	@Override
	public void send(ServiceMessage message) {
		OutboundMessages target = this.outbound;
		if (target != null) {
			target.add(ServiceMessageWriter.write(message));
		}
	}

	@Override
	public boolean isWritable() {
		OutboundMessages target = this.outbound;
		return target != null && target.isWritable();
	}

	@Override
	public void pauseInput(String connectionId) {
		onLoop((context) -> this.pausedClients.pause(connectionId));
	}

	@Override
	public void resumeInput(String connectionId) {
		onLoop((context) -> {
			boolean stopped = this.pausedClients.isOverBudget();
			this.pausedClients.resume(connectionId);
			if (stopped && !this.pausedClients.isOverBudget()) {
				this.lastRead = System.nanoTime();
				context.channel().config().setAutoRead(true);
			}
		});
	}

	@Override
	public void close() {
		onLoop((context) -> close(context, 1000, "closed by the application"));
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
			upgraded(context);
		}
		else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
			// The channel is closed behind this event
			ended(context, "The service did not answer the upgrade to a WebSocket within "
					+ this.timeouts.handshake().toMillis() + " ms.");
		}
		context.fireUserEventTriggered(event);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		try {
			if (message instanceof BinaryWebSocketFrame || message instanceof ContinuationWebSocketFrame) {
				this.reader.read(((WebSocketFrame) message).content().nioBuffer(), this);
			}
			else if (message instanceof CloseWebSocketFrame frame) {
				ended(context, "closed by the service with status " + frame.statusCode()
						+ (frame.reasonText().isEmpty() ? "" : " (" + frame.reasonText() + ")"));
				context.writeAndFlush(new CloseWebSocketFrame(1000, "")).addListener((sent) -> context.close());
			}
			else if (message instanceof WebSocketFrame) {
				fail(context, 1003, "The service sent a frame that is not binary.");
			}
		}
		finally {
			ReferenceCountUtil.release(message);
		}
	}

	@Override
	public void onMessage(ServiceMessage message) {
		if (this.endReason != null) {
			return; // what is still in the buffer of a connection that is given up
		}
		if (this.opened.isDone()) {
			deliver(message);
		}
		else if (!(message instanceof HandshakeResponse response)) {
			onLoop((context) -> fail(context, 1002,
					"The service sent " + message.getClass().getSimpleName() + " in place of its handshake response."));
		}
		else if (response.errorMessage() != null && !response.errorMessage().isEmpty()) {
			onLoop((context) -> fail(context, 1000, "The service refused the handshake: " + response.errorMessage()));
		}
		else {
			this.opened.complete(this);
		}
	}

	@Override
	public void onUnknownType(int type) {
		logger.debug("Service connection {}: skipped a message of unknown type {}.", id(), type);
	}

	@Override
	public void onInvalid(String problem) {
		logger.warn("Service connection {}: skipped an invalid message: {}", id(), problem);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		String reason = (this.outbound == null) ? this.failures.describe(cause) : UpgradeFailures.textOf(cause);
		if (context.channel().isActive() && this.outbound != null) {
			fail(context, 1002, reason);
		}
		else {
			ended(context, reason);
			// A proxy's handler keeps the end of the connection to itself
			this.opened.completeExceptionally(new IOException(reason));
			context.close();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		OutboundMessages target = this.outbound;
		String reason = this.endReason;
		if (reason == null) {
			reason = (target != null) ? "The service ended the TCP connection." : this.failures.closedEarly();
		}
		if (target != null) {
			target.discard();
		}
		if (!this.opened.completeExceptionally(new IOException(reason)) && !this.opened.isCompletedExceptionally()) {
			this.listener.onClosed(this, reason);
		}
	}

	/** Notes that the service is alive. Called on the event loop for every read. */
	void onBytes() {
		this.lastRead = System.nanoTime();
	}

	private void deliver(ServiceMessage message) {
		if (message instanceof ConnectionData data) {
			this.pausedClients.received(data.connectionId(), data.payload().length());
			if (this.pausedClients.isOverBudget()) {
				onLoop((context) -> context.channel().config().setAutoRead(false));
			}
		}
		try {
			this.listener.onMessage(this, message);
		}
		catch (RuntimeException ex) {
			// One client's trouble must not end the connection that carries many.
			logger.error("Service connection {}: could not handle {}.", id(), message.getClass().getSimpleName(), ex);
		}
	}

	private void upgraded(ChannelHandlerContext context) {
		OutboundMessages messages = new OutboundMessages(context.channel(), () -> this.listener.onWritable(this));
		messages.add(ServiceMessageWriter.write(this.request.handshake()));
		this.outbound = messages;
		this.lastRead = System.nanoTime();
		context.executor().schedule(() -> {
			if (!this.opened.isDone()) {
				fail(context, 1002, "The service did not answer the handshake within "
						+ this.timeouts.handshake().toMillis() + " ms.");
			}
		}, this.timeouts.handshake().toMillis(), TimeUnit.MILLISECONDS);
		long interval = this.timeouts.check().toMillis();
		var check = context.executor()
			.scheduleAtFixedRate(() -> check(context), interval, interval, TimeUnit.MILLISECONDS);
		context.channel().closeFuture().addListener((closed) -> check.cancel(false));
	}

	/**
	 * Gives up a service that has been silent for too long. While reading is stopped
	 * nothing can be heard, and no incoming message occasions a ping, so the ping is sent
	 * from here: the service would give up this side otherwise.
	 */
	private void check(ChannelHandlerContext context) {
		if (this.pausedClients.isOverBudget()) {
			send(new Ping(List.of()));
		}
		else if (System.nanoTime() - this.lastRead > this.timeouts.silence().toNanos()) {
			fail(context, 1000, "The service was silent for " + this.timeouts.silence().toMillis() + " ms.");
		}
	}

	/** Ends the connection for a reason of this side. */
	private void fail(ChannelHandlerContext context, int statusCode, String reason) {
		ended(context, reason);
		this.opened.completeExceptionally(new IOException(reason));
		close(context, statusCode, reason);
	}

	private void ended(ChannelHandlerContext context, String reason) {
		if (this.endReason == null) {
			this.endReason = reason;
		}
		context.channel().config().setAutoRead(true); // or the end would not be seen
	}

	private void close(ChannelHandlerContext context, int statusCode, String reason) {
		ended(context, reason);
		OutboundMessages target = this.outbound;
		if (target == null || !context.channel().isActive()) {
			context.close();
			return;
		}
		target.drain();
		context.writeAndFlush(new CloseWebSocketFrame(statusCode, ""));
		context.executor().schedule(() -> context.close(), this.timeouts.close().toMillis(), TimeUnit.MILLISECONDS);
	}

	private void onLoop(Consumer<ChannelHandlerContext> task) {
		OutboundMessages target = this.outbound;
		if (target == null) {
			return;
		}
		ChannelHandlerContext context = target.channel().pipeline().context(this);
		if (context == null) {
			return; // already closed
		}
		if (context.executor().inEventLoop()) {
			task.accept(context);
		}
		else {
			context.executor().execute(() -> task.accept(context));
		}
	}

}
