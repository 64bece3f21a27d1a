// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.embedded.EmbeddedServiceLinks;
import io.github.signalrelay.service.connection.ServiceLinkOpener;
import io.github.signalrelay.service.connection.ServiceLinkRequest;

/**
 * Opens service connections into the relay of the same process.
 */
final class EmbeddedServiceLinkOpener implements ServiceLinkOpener {

	private final EmbeddedServiceLinks links;

	EmbeddedServiceLinkOpener(EmbeddedServiceLinks links) {
		this.links = links;
	}

	@Override
	public CompletionStage<ServiceLink> open(ServiceLinkRequest request, ServiceLinkListener listener) {
		try {
			return CompletableFuture.completedFuture(
					this.links.open(HubScope.core(request.hub()), request.serverId(), request.handshake(), listener));
		}
		catch (IllegalStateException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

}
