// SPDX-License-Identifier: Apache-2.0

/**
 * Negotiate endpoint in WebFlux applications.
 */
@NullMarked
package io.github.signalrelay.negotiate.webflux;

import org.jspecify.annotations.NullMarked;
