// SPDX-License-Identifier: Apache-2.0

/**
 * Spring Security at the hubs' paths in WebFlux applications.
 */
@NullMarked
package io.github.signalrelay.negotiate.webflux.security;

import org.jspecify.annotations.NullMarked;
