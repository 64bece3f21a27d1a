// SPDX-License-Identifier: Apache-2.0

/**
 * Reference servers in Java that say how fast it can be at best and what Spring's own way
 * costs: {@code LeanServer} and {@code WebFluxServer}.
 */
@NullMarked
package io.github.signalrelay.benchmarks.target.reference;

import org.jspecify.annotations.NullMarked;
