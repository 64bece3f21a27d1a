// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.broken;

/**
 * Breaks the rules about names and standard output, to prove that it is noticed.
 */
public final class SharedUtil {

	private SharedUtil() {
	}

	static void print() {
		System.out.println("no"); // the test looks for this line's bytecode
	}

}
