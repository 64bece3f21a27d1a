// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubMethod;

/** Sends to every kind of target. */
@Hub(value = "room", client = RoomClient.class)
public class RoomHub {

	@HubMethod
	CompletionStage<Void> join(String room, HubCaller caller, Groups groups) {
		return groups.add(caller.connectionId(), room);
	}

	@HubMethod
	CompletionStage<Void> leave(String room, HubCaller caller, Groups groups) {
		return groups.remove(caller.connectionId(), room);
	}

	@HubMethod
	void say(String target, @Nullable String name, String text, HubCallerClients<RoomClient> clients) {
		RoomClient chosen = switch (target) {
			case "all" -> clients.all();
			case "others" -> clients.others();
			case "caller" -> clients.caller();
			case "group" -> clients.group(String.valueOf(name));
			case "othersInGroup" -> clients.othersInGroup(String.valueOf(name));
			case "user" -> clients.user(String.valueOf(name));
			case "client" -> clients.client(String.valueOf(name));
			case "allExcept" -> clients.allExcept(String.valueOf(name));
			default -> throw new IllegalArgumentException(target);
		};
		chosen.said(text);
	}

	@HubMethod
	void measure(List<Reading> readings, HubCallerClients<RoomClient> clients) {
		clients.all().measured(readings, readings.get(readings.size() - 1));
	}

	@HubMethod
	Mono<String> ask(String question, HubCallerClients<RoomClient> clients) {
		return clients.caller().confirm(question).map((yes) -> yes ? "agreed" : "declined");
	}

}
