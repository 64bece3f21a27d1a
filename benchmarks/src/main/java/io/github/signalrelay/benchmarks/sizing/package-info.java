// SPDX-License-Identifier: Apache-2.0

/**
 * How many nodes a load needs.
 */
@NullMarked
package io.github.signalrelay.benchmarks.sizing;

import org.jspecify.annotations.NullMarked;
