// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.samples.chathub;

import java.util.concurrent.CompletionStage;

import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnDisconnected;

/**
 * Chat with rooms and private messages. It keeps no list of who is where: rooms are
 * groups, which the relay knows, and a roll call asks their members. So it works the same
 * with one app server or with many behind a relay.
 */
@Hub(value = "chat", client = ChatClient.class)
public class ChatHub {

	private static final int LONGEST_TEXT = 2000;

	/**
	 * Enters a room and tells its members.
	 * @param room name of the room
	 */
	@HubMethod
	CompletionStage<Void> join(String room, HubCaller caller, HubCallerClients<ChatClient> clients, Groups groups) {
		Rooms.of(caller).enter(room);
		return groups.add(caller.connectionId(), room)
			.thenRun(() -> clients.othersInGroup(room).joined(room, person(caller)));
	}

	/**
	 * Leaves a room and tells those who stay.
	 * @param room name of the room
	 */
	@HubMethod
	CompletionStage<Void> leave(String room, HubCaller caller, HubCallerClients<ChatClient> clients, Groups groups) {
		Rooms.of(caller).leave(room);
		return groups.remove(caller.connectionId(), room).thenRun(() -> clients.group(room).left(room, person(caller)));
	}

	/**
	 * Writes to everybody in a room, the writer included.
	 * @param room name of a room that the caller is in
	 * @param text what to say
	 */
	@HubMethod
	void say(String room, String text, HubCaller caller, HubCallerClients<ChatClient> clients) {
		Rooms.of(caller).require(room);
		clients.group(room).said(room, person(caller), checked(text));
	}

	/**
	 * Writes to one user, in all tabs that the user has open.
	 * @param user name of the user
	 * @param text what to say
	 */
	@HubMethod
	void whisperToUser(String user, String text, HubCaller caller, HubCallerClients<ChatClient> clients) {
		clients.user(user).whispered(person(caller), checked(text));
	}

	/**
	 * Writes to one tab.
	 * @param connectionId connection of the tab
	 * @param text what to say
	 */
	@HubMethod
	void whisperToConnection(String connectionId, String text, HubCaller caller, HubCallerClients<ChatClient> clients) {
		clients.client(connectionId).whispered(person(caller), checked(text));
	}

	/**
	 * Asks the others in a room to say that they are there.
	 * @param room name of a room that the caller is in
	 */
	@HubMethod
	void whoIsHere(String room, HubCaller caller, HubCallerClients<ChatClient> clients) {
		Rooms.of(caller).require(room);
		clients.othersInGroup(room).rollCalled(room, caller.connectionId());
	}

	/**
	 * Answers a roll call.
	 * @param room name of a room that the caller is in
	 * @param connectionId connection that asked
	 */
	@HubMethod
	void present(String room, String connectionId, HubCaller caller, HubCallerClients<ChatClient> clients) {
		Rooms.of(caller).require(room);
		clients.client(connectionId).present(room, person(caller));
	}

	@OnDisconnected
	void gone(HubCaller caller, HubCallerClients<ChatClient> clients) {
		Rooms.of(caller).names().forEach((room) -> clients.othersInGroup(room).left(room, person(caller)));
	}

	private static Person person(HubCaller caller) {
		String name = caller.userId();
		return new Person(caller.connectionId(), (name != null) ? name : "Somebody");
	}

	private static String checked(String text) {
		if (text == null || text.isBlank() || text.length() > LONGEST_TEXT) {
			throw new HubException("A message has 1 to " + LONGEST_TEXT + " characters.");
		}
		return text;
	}

}
