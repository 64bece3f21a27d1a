// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.protocol.service.ServiceMessage;

/** Opens links whose fate the test decides. */
class ScriptedOpener implements ServiceLinkOpener {

	final List<Attempt> attempts = new ArrayList<>();

	@Override
	public CompletionStage<ServiceLink> open(ServiceLinkRequest request, ServiceLinkListener listener) {
		Attempt attempt = new Attempt(request, listener);
		this.attempts.add(attempt);
		return attempt.opened;
	}

	Attempt last() {
		return this.attempts.get(this.attempts.size() - 1);
	}

	static class Attempt implements ServiceLink {

		final ServiceLinkRequest request;

		final ServiceLinkListener listener;

		final CompletableFuture<ServiceLink> opened = new CompletableFuture<>();

		final List<ServiceMessage> sent = new ArrayList<>();

		boolean writable = true;

		boolean closed;

		Attempt(ServiceLinkRequest request, ServiceLinkListener listener) {
			this.request = request;
			this.listener = listener;
		}

		Attempt succeed() {
			this.opened.complete(this);
			return this;
		}

		void fail(String reason) {
			this.opened.completeExceptionally(new IOException(reason));
		}

		void receive(ServiceMessage message) {
			this.listener.onMessage(this, message);
		}

		void end(String reason) {
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
