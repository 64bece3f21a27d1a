// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Secrets that live as long as a run.
 */
final class Secrets {

	private static final int BYTES = 32;

	private Secrets() {
	}

	static String next() {
		byte[] bytes = new byte[BYTES];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

}
