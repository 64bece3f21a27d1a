// SPDX-License-Identifier: Apache-2.0

/**
 * Spring Security and hubs together, with the published Java client over real sockets.
 */
@NullMarked
package io.github.signalrelay.security;

import org.jspecify.annotations.NullMarked;
