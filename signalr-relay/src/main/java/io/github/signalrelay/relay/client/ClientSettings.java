// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.time.Duration;

/**
 * Limits of every client connection, and of their number.
 *
 * @param maximumMessageSize bytes of one hub message, separator or length prefix included
 * @param pendingBytes bytes that may wait for a slow client. One larger message still
 * passes when nothing waits
 * @param sendTimeout how long nothing of what waits may reach the client
 * @param keepAliveInterval silence towards the client after which the relay sends a ping
 * @param clientTimeout silence of the client after which it counts as dead
 * @param connections most connections
 * @param connectionsPerUser most connections of one user to one hub
 */
public record ClientSettings(int maximumMessageSize, long pendingBytes, Duration sendTimeout,
		Duration keepAliveInterval, Duration clientTimeout, int connections, int connectionsPerUser) {

}
