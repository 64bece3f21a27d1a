// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.util.List;
import java.util.concurrent.CompletionStage;

import reactor.core.publisher.Flux;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.HubMigration;
import io.github.signalrelay.hub.OnDisconnected;

/**
 * Makes every message of an app server, as its client asks for.
 */
@Hub("script")
class ScriptedHub {

	/** Tells everybody, if the client wants that. */
	@OnDisconnected
	void left(HubCaller caller) {
		HubMigration migration = caller.migration();
		if (caller.request().queryParameter("tell") == null) {
			return;
		}
		if (migration != null) {
			caller.clients().all().send("moved", caller.connectionId(), migration.fromServer(), migration.toServer());
		}
		else {
			caller.clients().all().send("left", caller.connectionId());
		}
	}

	/** Which server the client has moved here from. */
	@HubMethod
	String origin(HubCaller caller) {
		HubMigration migration = caller.migration();
		return (migration != null) ? migration.fromServer() : "none";
	}

	@HubMethod
	String echo(String text) {
		return text;
	}

	@HubMethod
	void fail(String text) {
		throw new HubException(text);
	}

	@HubMethod
	Flux<String> items(List<String> texts) {
		return Flux.fromIterable(texts);
	}

	@HubMethod
	void abort(HubCaller caller) {
		caller.abort();
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
	void say(String kind, List<String> names, HubCallerClients<ClientProxy> clients) {
		ClientProxy target = switch (kind) {
			case "all" -> clients.all();
			case "others" -> clients.others();
			case "allExcept" -> clients.allExcept(names);
			case "client" -> clients.client(names.get(0));
			case "clients" -> clients.clients(names);
			case "group" -> clients.group(names.get(0));
			case "groups" -> clients.groups(names);
			case "groupExcept" -> clients.groupExcept(names.get(0), names.subList(1, names.size()));
			case "othersInGroup" -> clients.othersInGroup(names.get(0));
			case "user" -> clients.user(names.get(0));
			case "users" -> clients.users(names);
			default -> throw new IllegalArgumentException(kind);
		};
		target.send("say", "x");
	}

	@HubMethod
	CompletionStage<String> ask(String connectionId, HubCallerClients<ClientProxy> clients) {
		return clients.client(connectionId).invoke("ask", String.class);
	}

}
