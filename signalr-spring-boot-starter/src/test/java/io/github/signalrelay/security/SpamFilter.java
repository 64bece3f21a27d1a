// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security;

import java.util.concurrent.CompletionStage;

import io.github.signalrelay.hub.HubConnect;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubInvocation;

/** A filter of one hub. */
class SpamFilter implements HubFilter {

	@Override
	public CompletionStage<?> invoke(HubInvocation invocation, Next<HubInvocation> next) {
		if (invocation.arguments().contains("spam")) {
			throw new HubException("Not here.");
		}
		return next.proceed(invocation);
	}

	@Override
	public CompletionStage<?> connect(HubConnect connect, Next<HubConnect> next) {
		if (connect.caller().request().queryParameter("version") == null) {
			throw new HubException("Say which version you are.");
		}
		return next.proceed(connect);
	}

}
