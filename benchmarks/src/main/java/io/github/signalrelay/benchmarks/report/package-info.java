// SPDX-License-Identifier: Apache-2.0

/**
 * What a run leaves behind: JSON, tables and plots.
 */
@NullMarked
package io.github.signalrelay.benchmarks.report;

import org.jspecify.annotations.NullMarked;
