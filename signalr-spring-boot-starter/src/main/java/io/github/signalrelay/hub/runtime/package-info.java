// SPDX-License-Identifier: Apache-2.0

/**
 * What all clients of one hub share: its parts, what the application gives to all hubs,
 * the texts of errors, the way to the relays.
 */
@NullMarked
package io.github.signalrelay.hub.runtime;

import org.jspecify.annotations.NullMarked;
