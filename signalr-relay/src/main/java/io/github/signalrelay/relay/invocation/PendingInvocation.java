// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.invocation;

import io.github.signalrelay.relay.server.ServerConnection;

/**
 * An app server's question to a client that has not been answered.
 *
 * @param invocationId id that question and answer share
 * @param connectionId client that is asked
 * @param callerServerId app server that waits, as it named itself in the message
 * @param caller server connection that the question came on
 * @param router server connection that serves the client, where the answer will come from
 * @param expiresAt monotonic time in nanoseconds after which nobody waits any more
 */
public record PendingInvocation(String invocationId, String connectionId, String callerServerId,
		ServerConnection caller, ServerConnection router, long expiresAt) {

	/**
	 * Whether the app server that asked also serves the client; then it sees the answer
	 * by itself.
	 * @return {@code true} for one app server
	 */
	public boolean isLocal() {
		return this.caller.serverId().equals(this.router.serverId());
	}

	PendingInvocation withCaller(ServerConnection other) {
		return new PendingInvocation(this.invocationId, this.connectionId, this.callerServerId, other, this.router,
				this.expiresAt);
	}

	PendingInvocation withRouter(ServerConnection other) {
		return new PendingInvocation(this.invocationId, this.connectionId, this.callerServerId, this.caller, other,
				this.expiresAt);
	}

}
