// SPDX-License-Identifier: Apache-2.0

/**
 * What a delivery is measured by: the stamp in each message, its scanner, latencies and
 * order.
 */
@NullMarked
package io.github.signalrelay.benchmarks.load.measure;

import org.jspecify.annotations.NullMarked;
