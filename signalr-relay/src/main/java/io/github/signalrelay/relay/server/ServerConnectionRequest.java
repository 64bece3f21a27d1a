// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.HubScope;

/**
 * What an app server says about itself when it opens a server connection.
 *
 * @param scope hub that it serves
 * @param connectionId id of the server connection, chosen by the app server
 * @param serverId id of the app server
 * @param target instance that the connection is meant for, or {@code null}
 */
public record ServerConnectionRequest(HubScope scope, String connectionId, String serverId, @Nullable String target) {

}
