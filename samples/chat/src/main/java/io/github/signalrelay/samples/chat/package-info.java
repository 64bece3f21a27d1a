// SPDX-License-Identifier: Apache-2.0

/**
 * A chat on WebFlux; the relay shares the port of the application.
 */
@NullMarked
package io.github.signalrelay.samples.chat;

import org.jspecify.annotations.NullMarked;
