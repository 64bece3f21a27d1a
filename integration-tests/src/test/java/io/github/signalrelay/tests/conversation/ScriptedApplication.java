// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.util.concurrent.CompletableFuture;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.service.identity.EntraTokenProvider;

/**
 * An application with one hub, so that it dials one service connection.
 */
@SpringBootApplication
class ScriptedApplication {

	/** Stands for an identity provider; asked for connection strings that want one. */
	@Bean
	EntraTokenProvider identity() {
		return (endpoint) -> CompletableFuture.completedStage("entra");
	}

	/** What an application does outside of its hubs. */
	@Component
	static class Outside {

		private final HubContext<ClientProxy> hub;

		Outside(HubContext<ClientProxy> hub) {
			this.hub = hub;
		}

		/**
		 * Says something to everybody, or to a group.
		 * @param target {@code all}, or else the name of a group
		 * @param text what to say
		 */
		void call(String target, String text) {
			ClientProxy clients = target.equals("all") ? this.hub.clients().all() : this.hub.clients().group(target);
			clients.send("say", text);
		}

	}

}
