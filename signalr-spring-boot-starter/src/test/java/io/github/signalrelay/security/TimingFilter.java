// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security;

import java.util.concurrent.CompletionStage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubInvocation;

/** A filter of all hubs. */
@Component
class TimingFilter implements HubFilter {

	private static final Logger logger = LoggerFactory.getLogger(TimingFilter.class);

	@Override
	public CompletionStage<?> invoke(HubInvocation invocation, Next<HubInvocation> next) {
		long start = System.nanoTime();
		return next.proceed(invocation)
			.whenComplete((result, error) -> logger.info("{} took {} ms", invocation.methodName(),
					(System.nanoTime() - start) / 1_000_000));
	}

}
