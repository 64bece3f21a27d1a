// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.embedded;

import java.util.UUID;

import io.netty.channel.EventLoopGroup;

import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.routing.HubRouter;
import io.github.signalrelay.relay.server.ServerConnection;
import io.github.signalrelay.relay.server.ServerConnectionRequest;

/**
 * Opens server connections from app servers of the same process: no socket, no encoding,
 * but the same routing behind it.
 */
public final class EmbeddedServiceLinks {

	private final HubRouter router;

	private final EventLoopGroup loops;

	/**
	 * Creates a way into a relay.
	 * @param router routing of the relay
	 * @param loops where messages that are not about one client arrive
	 */
	public EmbeddedServiceLinks(HubRouter router, EventLoopGroup loops) {
		this.router = router;
		this.loops = loops;
	}

	/**
	 * Opens a link. Its handshake is done when this returns; clients may then be served
	 * over it at once, so the listener can be called before the caller has the link.
	 * @param scope hub that is served
	 * @param serverId id of the app server
	 * @param request what the app server says of itself
	 * @param listener receives what the relay sends: messages about a client on the
	 * client's event loop, all others on one loop of the link
	 * @return the link
	 * @throws IllegalStateException if the relay refuses the handshake, with its text
	 */
	public ServiceLink open(HubScope scope, String serverId, HandshakeRequest request, ServiceLinkListener listener) {
		String id = UUID.randomUUID().toString();
		EmbeddedServiceLink link = new EmbeddedServiceLink(id, this.router, listener, this.loops.next());
		ServerConnection relayEnd = this.router.acceptInProcess(new ServerConnectionRequest(scope, id, serverId, null),
				link.relayTransport());
		String refusal = link.start(relayEnd, request);
		if (refusal != null) {
			throw new IllegalStateException(refusal);
		}
		return link;
	}

}
