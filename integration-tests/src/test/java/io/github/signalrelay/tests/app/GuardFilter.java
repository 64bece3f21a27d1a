// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubConnect;
import io.github.signalrelay.hub.HubDisconnect;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubInvocation;

/**
 * Lets some calls and clients not in, and tells everybody of those that it does.
 */
class GuardFilter implements HubFilter {

	@Override
	public CompletionStage<?> invoke(HubInvocation invocation, Next<HubInvocation> next) {
		if (invocation.arguments().contains("forbidden")) {
			throw new HubException("not here");
		}
		if (invocation.arguments().contains("broken")) {
			return CompletableFuture.failedFuture(new IllegalStateException("a secret of the filter"));
		}
		if (invocation.arguments().contains("cached")) {
			return CompletableFuture.completedFuture("from the filter");
		}
		return next.proceed(invocation);
	}

	@Override
	public CompletionStage<?> connect(HubConnect connect, Next<HubConnect> next) {
		if (connect.caller().request().queryParameter("refuse") != null) {
			throw new HubException("the house is full");
		}
		return next.proceed(connect).thenRun(() -> tell("welcome", connect.caller()));
	}

	@Override
	public CompletionStage<?> disconnect(HubDisconnect disconnect, Next<HubDisconnect> next) {
		tell("farewell", disconnect.caller());
		return next.proceed(disconnect);
	}

	private static void tell(String what, HubCaller caller) {
		caller.clients().all().send("received", what + " " + caller.connectionId());
	}

}
