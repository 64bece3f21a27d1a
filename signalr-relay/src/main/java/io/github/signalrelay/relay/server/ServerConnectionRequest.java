// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.HubScope;

/**
 * What an app server said when it opened a server connection, token checked.
 *
 * @param scope hub that the connection serves
 * @param connectionId the {@code cid} of the request, new for every attempt
 * @param serverId id of the app server's process
 * @param target node that a rebalance ping named, or {@code null}
 */
public record ServerConnectionRequest(HubScope scope, String connectionId, String serverId, @Nullable String target) {

}
