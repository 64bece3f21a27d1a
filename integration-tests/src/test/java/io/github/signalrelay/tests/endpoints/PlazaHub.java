// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.endpoints;

import java.util.concurrent.CompletionStage;

import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubMethod;

/** Reaches clients in every way. */
@Hub(value = "plaza", client = PlazaClient.class)
class PlazaHub {

	@HubMethod
	String whoAmI(HubCaller caller) {
		return caller.connectionId();
	}

	@HubMethod
	void toAll(String text, HubCallerClients<PlazaClient> clients) {
		clients.all().heard(text);
	}

	@HubMethod
	void toGroup(String group, String text, HubCallerClients<PlazaClient> clients) {
		clients.group(group).heard(text);
	}

	@HubMethod
	void toUser(String user, String text, HubCallerClients<PlazaClient> clients) {
		clients.user(user).heard(text);
	}

	@HubMethod
	void toClient(String connectionId, String text, HubCallerClients<PlazaClient> clients) {
		clients.client(connectionId).heard(text);
	}

	@HubMethod
	CompletionStage<Void> join(String connectionId, String group, Groups groups) {
		return groups.add(connectionId, group);
	}

	@HubMethod
	Mono<String> ask(String connectionId, String question, HubCallerClients<PlazaClient> clients) {
		return clients.client(connectionId).answer(question).onErrorResume((error) -> Mono.just(error.getMessage()));
	}

}
