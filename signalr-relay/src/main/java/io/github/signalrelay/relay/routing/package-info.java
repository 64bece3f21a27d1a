// SPDX-License-Identifier: Apache-2.0

/**
 * Ways of messages: which app server a client is given to, and which clients a message of
 * an app server reaches. Start with {@link HubRouter}, the way in, and {@link RelayHub},
 * the state. A message of an app server takes this way: {@link AppServerMessages} finds
 * who handles it, the routes of the hub say which event loops are concerned, a
 * {@link LoopTask} enters each of them through its {@link LoopInbox}, and the
 * {@link HubShard} there does the work.
 */
@NullMarked
package io.github.signalrelay.relay.routing;

import org.jspecify.annotations.NullMarked;
