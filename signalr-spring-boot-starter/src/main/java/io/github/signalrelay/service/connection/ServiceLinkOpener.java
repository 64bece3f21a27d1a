// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.connection;

import java.util.concurrent.CompletionStage;

import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;

/**
 * Opens service connections to one endpoint: over a WebSocket, or into the relay of the
 * same process.
 */
@FunctionalInterface
public interface ServiceLinkOpener {

	/**
	 * Makes one attempt; never blocks.
	 * @param request what the connection is for
	 * @param listener who is told what the service sends; the first message may come
	 * before the returned stage's dependents run. It is told of the end only when the
	 * connection was open
	 * @return completes with the link after a successful service handshake, or fails with
	 * the reason
	 */
	CompletionStage<ServiceLink> open(ServiceLinkRequest request, ServiceLinkListener listener);

}
