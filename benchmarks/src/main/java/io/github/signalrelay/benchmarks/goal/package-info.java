// SPDX-License-Identifier: Apache-2.0

/**
 * The goals P1 to P20: what is measured against what, and when a goal is reached.
 */
@NullMarked
package io.github.signalrelay.benchmarks.goal;

import org.jspecify.annotations.NullMarked;
