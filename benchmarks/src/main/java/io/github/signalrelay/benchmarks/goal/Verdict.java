// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

/**
 * Whether a goal is reached.
 */
public enum Verdict {

	/** It is. */
	MET,

	/** It is not. */
	MISSED,

	/** Not known: a remark of the finding says why. */
	NOT_MEASURED

}
