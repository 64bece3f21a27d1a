// SPDX-License-Identifier: Apache-2.0

/**
 * Ways of messages: which app server a client is given to, and which clients a message of
 * an app server reaches.
 */
@NullMarked
package io.github.signalrelay.relay.routing;

import org.jspecify.annotations.NullMarked;
