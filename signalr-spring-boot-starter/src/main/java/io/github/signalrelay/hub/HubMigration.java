// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

/**
 * Move of a client from one app server to another, while the client stays connected. It
 * takes place when a server stops gracefully, with
 * {@code azure.signalr.graceful-shutdown.mode=migrate-clients}. The hub of the old server
 * sees a disconnect, that of the new one a connect, and both see this.
 * <p>
 * The new server gets it as {@link HubCaller#migration} or as a parameter in
 * {@link OnConnected} and from then on, until the client goes; the old server in
 * {@link OnDisconnected} alone. Parameters of this type are {@code @Nullable}: there is
 * none for clients that merely come and go.
 * <p>
 * What the client has not noticed stays: its connection id, its user, its groups. What
 * the old server held for it is not moved: {@link HubCaller#items}, running streams, and
 * uploads. Source of the facts: service protocol reference, 6.8.
 *
 * @param fromServer id of the server that the client comes from
 * @param toServer id of the server that the client goes to
 */
public record HubMigration(String fromServer, String toServer) {

}
