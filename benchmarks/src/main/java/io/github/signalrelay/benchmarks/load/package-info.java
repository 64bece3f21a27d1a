// SPDX-License-Identifier: Apache-2.0

/**
 * The load generator: clients of any SignalR endpoint, and of the servers it is compared
 * with, all on one event loop. Knows nothing of the servers' processes.
 */
@NullMarked
package io.github.signalrelay.benchmarks.load;

import org.jspecify.annotations.NullMarked;
