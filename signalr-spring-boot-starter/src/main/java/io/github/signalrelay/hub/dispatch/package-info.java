// SPDX-License-Identifier: Apache-2.0

/**
 * Runs hubs: from the bytes of a client to the call of a hub method and back.
 */
@NullMarked
package io.github.signalrelay.hub.dispatch;

import org.jspecify.annotations.NullMarked;
