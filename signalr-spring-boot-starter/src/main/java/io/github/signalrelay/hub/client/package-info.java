// SPDX-License-Identifier: Apache-2.0

/**
 * Calls from the server to clients: choosing them, encoding the call, typed client
 * interfaces.
 */
@NullMarked
package io.github.signalrelay.hub.client;

import org.jspecify.annotations.NullMarked;
