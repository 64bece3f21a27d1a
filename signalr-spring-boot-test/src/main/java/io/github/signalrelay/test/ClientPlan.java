// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;

/**
 * What a {@link TestHubClientBuilder} has collected.
 */
record ClientPlan(String hub, @Nullable Principal principal, List<Claim> claims, String query,
		Map<String, List<String>> headers, String protocol,
		Map<String, Function<ReceivedInvocation, ? extends @Nullable Object>> answers, Duration limit) {

	ClientPlan {
		claims = List.copyOf(claims);
		headers = Map.copyOf(headers);
		answers = Map.copyOf(answers);
	}

}
