// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Looks at awaited conditions often: the 100 ms that Awaitility lets pass before each
 * look add up. Applies to all test classes of the module, by JUnit's extension detection.
 */
public final class FrequentPolls implements BeforeAllCallback {

	@Override
	public void beforeAll(ExtensionContext context) {
		Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
	}

}
