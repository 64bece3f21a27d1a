// SPDX-License-Identifier: Apache-2.0

/**
 * The application with the hub {@code /bench}: with the embedded relay, or connected to a
 * relay. Processes of their own start at {@code BenchApplication}.
 */
@NullMarked
package io.github.signalrelay.benchmarks.target.hub;

import org.jspecify.annotations.NullMarked;
