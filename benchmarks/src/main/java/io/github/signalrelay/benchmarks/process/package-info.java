// SPDX-License-Identifier: Apache-2.0

/**
 * Processes of servers: started on cores of their own, measured by what the operating
 * system and a probe within them say, stopped.
 */
@NullMarked
package io.github.signalrelay.benchmarks.process;

import org.jspecify.annotations.NullMarked;
