// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.connection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.protocol.service.ServiceMessage;

/** Opens links whose fate the test decides. */
public class ScriptedOpener implements ServiceLinkOpener {

	public final List<Attempt> attempts = new ArrayList<>();

	@Override
	public CompletionStage<ServiceLink> open(ServiceLinkRequest request, ServiceLinkListener listener) {
		Attempt attempt = new Attempt(request, listener);
		this.attempts.add(attempt);
		return attempt.opened;
	}

	public Attempt last() {
		return this.attempts.get(this.attempts.size() - 1);
	}

	public static class Attempt implements ServiceLink {

		public final ServiceLinkRequest request;

		public final ServiceLinkListener listener;

		public final CompletableFuture<ServiceLink> opened = new CompletableFuture<>();

		public final List<ServiceMessage> sent = new CopyOnWriteArrayList<>();

		public boolean writable = true;

		public boolean closed;

		Attempt(ServiceLinkRequest request, ServiceLinkListener listener) {
			this.request = request;
			this.listener = listener;
		}

		public Attempt succeed() {
			this.opened.complete(this);
			return this;
		}

		public void fail(String reason) {
			this.opened.completeExceptionally(new IOException(reason));
		}

		public void receive(ServiceMessage message) {
			this.listener.onMessage(this, message);
		}

		public void end(String reason) {
			this.listener.onClosed(this, reason);
		}

		@Override
		public String id() {
			return this.request.connectionId();
		}

		@Override
		public void send(ServiceMessage message) {
			this.sent.add(message);
		}

		@Override
		public boolean isWritable() {
			return this.writable;
		}

		@Override
		public void pauseInput(String connectionId) {
		}

		@Override
		public void resumeInput(String connectionId) {
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

}
