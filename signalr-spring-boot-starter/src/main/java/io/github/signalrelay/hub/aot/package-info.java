// SPDX-License-Identifier: Apache-2.0

/**
 * What native images must know of hubs: Spring's ahead-of-time processing asks it while
 * the application is built.
 */
@NullMarked
package io.github.signalrelay.hub.aot;

import org.jspecify.annotations.NullMarked;
