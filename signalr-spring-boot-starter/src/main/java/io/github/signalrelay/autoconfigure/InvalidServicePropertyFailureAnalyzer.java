// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Names property, value and remedy of an {@link InvalidServicePropertyException}.
 */
final class InvalidServicePropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidServicePropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidServicePropertyException cause) {
		String value = (cause.value() != null) ? " is '" + cause.value() + "'" : " is not usable (its value is secret)";
		return new FailureAnalysis("Property '" + cause.property() + "'" + value + ". " + cause.getMessage(),
				cause.remedy(), cause);
	}

}
