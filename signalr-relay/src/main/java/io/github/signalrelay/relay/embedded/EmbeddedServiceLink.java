// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.embedded;

import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.HandshakeResponse;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.relay.routing.HubRouter;
import io.github.signalrelay.relay.server.ServerConnection;
import io.github.signalrelay.relay.server.ServerTransport;

/**
 * A server connection within one process. What routing writes about a client it writes on
 * the client's event loop, and so it is passed on there, by a plain call; all else is
 * passed on by a loop that the link has for that, since it may be written on the very
 * thread that sends.
 */
final class EmbeddedServiceLink implements ServiceLink {

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedServiceLink.class);

	private final String id;

	private final HubRouter router;

	private final ServiceLinkListener listener;

	private final EventLoop loop;

	private final AtomicBoolean closed = new AtomicBoolean();

	/** Whether the relay takes more; set by the relay on any thread. */
	private volatile boolean writable = true;

	/** Whether the handshake has succeeded; only then the listener hears of the link. */
	private volatile boolean opened;

	private volatile @Nullable String refusal;

	private volatile @Nullable ServerConnection connection;

	EmbeddedServiceLink(String id, HubRouter router, ServiceLinkListener listener, EventLoop loop) {
		this.id = id;
		this.router = router;
		this.listener = listener;
		this.loop = loop;
	}

	/** What the relay writes to. */
	ServerTransport relayTransport() {
		return new RelayTransport();
	}

	/** Does the handshake; returns the relay's refusal, or null. */
	@Nullable String start(ServerConnection relayEnd, HandshakeRequest request) {
		this.connection = relayEnd;
		relayEnd.onMessage(request);
		return this.opened ? null : Objects.requireNonNullElse(this.refusal, "The relay did not answer.");
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public void send(ServiceMessage message) {
		ServerConnection relayEnd = this.connection;
		if (relayEnd != null && !this.closed.get()) {
			relayEnd.onMessage(message);
		}
	}

	@Override
	public boolean isWritable() {
		return this.writable;
	}

	@Override
	public void pauseInput(String connectionId) {
		pause(connectionId, true);
	}

	@Override
	public void resumeInput(String connectionId) {
		pause(connectionId, false);
	}

	private void pause(String connectionId, boolean paused) {
		ServerConnection relayEnd = this.connection;
		if (relayEnd != null) {
			this.router.pauseInput(relayEnd, connectionId, paused);
		}
	}

	@Override
	public void close() {
		end(null);
	}

	/** A listener that fails must not take routing with it. */
	private void deliver(ServiceMessage message) {
		try {
			this.listener.onMessage(this, message);
		}
		catch (RuntimeException ex) {
			logger.error("Listener of link {} failed on a message of type {}", this.id, message.type(), ex);
		}
	}

	private void end(@Nullable String reason) {
		if (this.closed.compareAndSet(false, true)) {
			ServerConnection relayEnd = this.connection;
			if (relayEnd != null) {
				relayEnd.onClosed((reason != null) ? reason : "closed by the app server");
			}
			if (this.opened) {
				later(() -> this.listener.onClosed(this, reason));
			}
		}
	}

	private void later(Runnable action) {
		try {
			this.loop.execute(action);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Event loop of link {} has ended", this.id);
		}
	}

	/** The end of the link that the relay holds. */
	private final class RelayTransport implements ServerTransport {

		@Override
		public void write(ServiceMessage message) {
			EmbeddedServiceLink link = EmbeddedServiceLink.this;
			if (message instanceof HandshakeResponse answer) {
				String error = answer.errorMessage();
				link.refusal = error;
				link.opened = error == null || error.isEmpty();
			}
			else if (link.closed.get()) {
				logger.debug("Message of type {} on closed link {}", message.type(), link.id);
			}
			else if (isAboutOneClient(message)) {
				deliver(message);
			}
			else {
				later(() -> deliver(message));
			}
		}

		private static boolean isAboutOneClient(ServiceMessage message) {
			return message instanceof ConnectionData || message instanceof OpenConnection
					|| message instanceof CloseConnection || message instanceof ClientInvocation
					|| message instanceof ConnectionFlowControl;
		}

		/** Hub code takes everything: it pauses single clients instead. */
		@Override
		public boolean isWritable() {
			return true;
		}

		@Override
		public boolean isOverloaded() {
			return false;
		}

		@Override
		public void setReading(boolean reading) {
			EmbeddedServiceLink link = EmbeddedServiceLink.this;
			boolean before = link.writable;
			link.writable = reading;
			if (reading && !before) {
				later(() -> link.listener.onWritable(link));
			}
		}

		@Override
		public void close(int statusCode, String reason) {
			end(reason);
		}

	}

}
