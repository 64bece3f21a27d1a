// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubInvocation;

/**
 * Marks texts on their way to the methods, and results and items on their way back.
 */
class MarkFilter implements HubFilter {

	@Override
	public CompletionStage<?> invoke(HubInvocation invocation, Next<HubInvocation> next) {
		if (invocation.arguments().size() != 1) {
			return next.proceed(invocation);
		}
		return next.proceed(invocation.withArgument(0, "in " + invocation.arguments().get(0))).thenApply(this::mark);
	}

	private @Nullable Object mark(@Nullable Object result) {
		if (result instanceof Flux<?> items) {
			return items.map(this::mark);
		}
		return (result instanceof Stream<?> items) ? items.map(this::mark) : result + " out";
	}

}
