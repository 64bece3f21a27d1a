// SPDX-License-Identifier: Apache-2.0

/**
 * The command line behind {@code benchmarks/run}.
 */
@NullMarked
package io.github.signalrelay.benchmarks.command;

import org.jspecify.annotations.NullMarked;
