// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.definition;

import io.github.signalrelay.hub.HubDefinitionException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link HubDefinitionException} when the application does not start.
 */
final class HubDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<HubDefinitionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, HubDefinitionException cause) {
		return new FailureAnalysis(cause.type().getName() + ": " + cause.getMessage(), cause.action(), cause);
	}

}
