// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;

/**
 * The hub that the published clients are tried on.
 */
@Hub(value = "test", client = TestClient.class)
public class TestHub extends StreamingHub {

	/** Group that is told who comes and goes. */
	private static final String WATCHERS = "watchers";

	@OnConnected
	void connected(HubCaller caller, HubCallerClients<TestClient> clients) {
		if (caller.request().queryParameter("refuse") != null) {
			throw new IllegalStateException("refused");
		}
		clients.group(WATCHERS).connected(caller.connectionId(), caller.userId());
	}

	@OnDisconnected
	void disconnected(HubCaller caller, HubCallerClients<TestClient> clients, @Nullable Throwable error) {
		clients.group(WATCHERS).disconnected(caller.connectionId(), (error != null) ? error.getMessage() : null);
	}

	@HubMethod
	WhoAmI whoAmI(HubCaller caller) {
		return new WhoAmI(caller.connectionId(), caller.userId(), caller.request().queryParameter("colour"));
	}

	@HubMethod
	void abort(HubCaller caller) {
		caller.abort();
	}

	@HubMethod
	void record(int number, HubCaller caller) {
		numbers(caller).add(number);
	}

	@HubMethod
	List<Integer> recorded(HubCaller caller) {
		return numbers(caller);
	}

	@SuppressWarnings("unchecked")
	private static List<Integer> numbers(HubCaller caller) {
		return (List<Integer>) caller.items().computeIfAbsent("numbers", (key) -> new CopyOnWriteArrayList<>());
	}

	@HubMethod
	void count(int end, HubCallerClients<TestClient> clients) {
		for (int number = 0; number < end; number++) {
			clients.caller().numbered(number);
		}
	}

	@HubMethod
	void replay(String tag, Person person, HubCaller caller) {
		caller.clients().caller().send("received", tag, person);
	}

	@HubMethod
	void sendToCaller(String tag, HubCallerClients<TestClient> clients) {
		clients.caller().received(tag);
	}

	@HubMethod
	void sendToOthers(String tag, HubCallerClients<TestClient> clients) {
		clients.others().received(tag);
	}

	@HubMethod
	void sendToAll(String tag, HubCallerClients<TestClient> clients) {
		clients.all().received(tag);
	}

	@HubMethod
	void sendToAllExcept(String tag, List<String> connectionIds, HubCallerClients<TestClient> clients) {
		clients.allExcept(connectionIds).received(tag);
	}

	@HubMethod
	void sendToClient(String tag, String connectionId, HubCallerClients<TestClient> clients) {
		clients.client(connectionId).received(tag);
	}

	@HubMethod
	void sendToClients(String tag, List<String> connectionIds, HubCallerClients<TestClient> clients) {
		clients.clients(connectionIds).received(tag);
	}

	@HubMethod
	void sendToUser(String tag, String user, HubCallerClients<TestClient> clients) {
		clients.user(user).received(tag);
	}

	@HubMethod
	void sendToUsers(String tag, List<String> users, HubCallerClients<TestClient> clients) {
		clients.users(users).received(tag);
	}

	@HubMethod
	void sendToGroup(String tag, String group, HubCallerClients<TestClient> clients) {
		clients.group(group).received(tag);
	}

	@HubMethod
	void sendToGroups(String tag, List<String> groups, HubCallerClients<TestClient> clients) {
		clients.groups(groups).received(tag);
	}

	@HubMethod
	void sendToGroupExcept(String tag, String group, List<String> connectionIds, HubCallerClients<TestClient> clients) {
		clients.groupExcept(group, connectionIds).received(tag);
	}

	@HubMethod
	void sendToOthersInGroup(String tag, String group, HubCallerClients<TestClient> clients) {
		clients.othersInGroup(group).received(tag);
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
	CompletionStage<Void> addToGroup(String connectionId, String group, Groups groups) {
		return groups.add(connectionId, group);
	}

	@HubMethod
	CompletionStage<Void> removeFromGroup(String connectionId, String group, Groups groups) {
		return groups.remove(connectionId, group);
	}

	@HubMethod
	void joinAndSend(String tag, String group, HubCaller caller, HubCallerClients<TestClient> clients, Groups groups) {
		groups.add(caller.connectionId(), group);
		clients.group(group).received(tag);
	}

}
