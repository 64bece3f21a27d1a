// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.signalrelay.negotiate.HubPathCollisionException;

/**
 * Says how two hubs get apart.
 */
final class HubPathCollisionFailureAnalyzer extends AbstractFailureAnalyzer<HubPathCollisionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, HubPathCollisionException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Give one of them another path, such as @Hub(value = \"name\", path = \"/other\").", cause);
	}

}
