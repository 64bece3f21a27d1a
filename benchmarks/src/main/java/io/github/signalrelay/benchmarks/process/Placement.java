// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.util.BitSet;

/**
 * Which cores serve whom. On the two cores of a small machine the measured server has the
 * first and everybody else the second.
 *
 * @param measured cores of the server that is measured
 * @param others cores of the generator and of app servers that are not measured
 */
public record Placement(BitSet measured, BitSet others) {
}
