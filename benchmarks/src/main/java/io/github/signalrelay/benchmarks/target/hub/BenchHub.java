// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target.hub;

import java.util.concurrent.CompletionStage;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubMethod;

/**
 * The hub that is measured. Its methods return stages, as those of an application that
 * counts microseconds do, so that they run on the event loop and no thread is changed.
 */
@Hub("bench")
class BenchHub {

	private static final String RECEIVED = "received";

	@HubMethod
	CompletionStage<Void> echo(String text, HubCallerClients<ClientProxy> clients) {
		return clients.caller().send(RECEIVED, text);
	}

	@HubMethod
	CompletionStage<Void> broadcast(String text, HubCallerClients<ClientProxy> clients) {
		return clients.all().send(RECEIVED, text);
	}

	@HubMethod
	CompletionStage<Void> sendToGroup(String group, String text, HubCallerClients<ClientProxy> clients) {
		return clients.group(group).send(RECEIVED, text);
	}

	@HubMethod
	CompletionStage<Void> sendToConnection(String id, String text, HubCallerClients<ClientProxy> clients) {
		return clients.client(id).send(RECEIVED, text);
	}

	@HubMethod
	CompletionStage<Void> sendToUser(String user, String text, HubCallerClients<ClientProxy> clients) {
		return clients.user(user).send(RECEIVED, text);
	}

	@HubMethod
	CompletionStage<Void> join(String group, HubCaller caller, Groups groups) {
		return groups.add(caller.connectionId(), group);
	}

	@HubMethod
	CompletionStage<Void> leave(String group, HubCaller caller, Groups groups) {
		return groups.remove(caller.connectionId(), group);
	}

	@HubMethod
	String connectionId(HubCaller caller) {
		return caller.connectionId();
	}

}
