// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what is wrong with a property of the relay and what to do.
 */
final class InvalidRelayPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidRelayPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidRelayPropertyException cause) {
		return new FailureAnalysis(cause.description(), cause.remedy(), cause);
	}

}
