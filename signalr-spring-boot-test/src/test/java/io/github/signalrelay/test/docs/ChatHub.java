// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs;

import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import reactor.core.publisher.Flux;

import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;

@Hub(value = "chat", client = ChatClient.class)
class ChatHub {

	private final Archive archive;

	ChatHub(Archive archive) {
		this.archive = archive;
	}

	@HubMethod
	CompletionStage<Void> join(String room, HubCaller caller, Groups groups) {
		return groups.add(caller.connectionId(), room);
	}

	@HubMethod
	void say(String room, String text, HubCallerClients<ChatClient> clients) {
		if (text.isBlank()) {
			throw new HubException("Say something.");
		}
		clients.group(room).said(room, text);
	}

	@HubMethod
	Flux<String> history(String room) {
		return Flux.fromIterable(this.archive.of(room));
	}

	@HubMethod
	int upload(String room, Stream<String> lines) {
		return (int) lines.count();
	}

	@HubMethod
	boolean close(String room, HubCallerClients<ChatClient> clients) {
		return clients.caller().mayClose(room);
	}

}
