// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.chatter;

import java.util.List;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.HubContext;

/**
 * Asks the clients of this app server to go when it is told to stop, where
 * {@code chatter.farewell} says so. Any thread may use it.
 */
@Component
class Farewell {

	private final HubContext<ClientProxy> hub;

	private final Callbacks callbacks;

	private final boolean wanted;

	private volatile boolean stopping;

	Farewell(@Qualifier(ChatterHub.NAME) HubContext<ClientProxy> hub, Callbacks callbacks,
			@Value("${chatter.farewell:false}") boolean wanted) {
		this.hub = hub;
		this.callbacks = callbacks;
		this.wanted = wanted;
	}

	/** Comes before anything is stopped. */
	@EventListener
	void closing(ContextClosedEvent event) {
		if (this.wanted) {
			this.stopping = true;
			send(this.callbacks.present());
		}
	}

	/** A client has come, perhaps too late to stay. */
	void connected(String connectionId) {
		if (this.stopping) {
			send(List.of(connectionId));
		}
	}

	private void send(List<String> connectionIds) {
		this.hub.clients().clients(connectionIds).send("goodbye");
	}

}
