// SPDX-License-Identifier: Apache-2.0

/**
 * Goals of the fan-out: our relay against the bare loops, native code, what Java and Node
 * users have, and against itself with TLS, other transports and more event loops.
 */
@NullMarked
package io.github.signalrelay.benchmarks.goal.broadcast;

import org.jspecify.annotations.NullMarked;
