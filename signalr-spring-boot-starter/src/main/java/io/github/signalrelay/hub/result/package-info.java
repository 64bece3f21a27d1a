// SPDX-License-Identifier: Apache-2.0

/**
 * Results that hub code asks of clients, of this server and of others, and waits for.
 */
@NullMarked
package io.github.signalrelay.hub.result;

import org.jspecify.annotations.NullMarked;
