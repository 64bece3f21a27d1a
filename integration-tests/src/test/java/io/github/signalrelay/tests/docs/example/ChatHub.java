// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.docs.example;

import java.util.concurrent.CompletionStage;

import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubMethod;

@Hub(value = "chat", client = ChatClient.class)
class ChatHub {

	@HubMethod
	CompletionStage<Void> join(String room, HubCaller caller, Groups groups) {
		return groups.add(caller.connectionId(), room);
	}

	@HubMethod
	void say(String room, String text, HubCallerClients<ChatClient> clients) {
		clients.group(room).said(room, text);
	}

}
