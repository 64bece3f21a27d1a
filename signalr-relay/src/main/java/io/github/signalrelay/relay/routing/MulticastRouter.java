// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.MultiConnectionData;
import io.github.signalrelay.protocol.service.MultiGroupBroadcastData;
import io.github.signalrelay.protocol.service.MultiUserData;
import io.github.signalrelay.protocol.service.MulticastMessage;
import io.github.signalrelay.protocol.service.UserData;

/**
 * Finds for each multicast the shards that may have receivers, and sends it there. Safe
 * on any thread; messages of one thread keep their order.
 */
final class MulticastRouter {

	private final RelayHub hub;

	MulticastRouter(RelayHub hub) {
		this.hub = hub;
	}

	void route(MulticastMessage message) {
		if (message instanceof BroadcastData broadcast) {
			send(message, new Audience.Everyone(ClientSide.present(this.hub, broadcast.excludedList())),
					this.hub.everyone().shards());
		}
		else if (message instanceof GroupBroadcastData group) {
			send(message, new Audience.Group(group.groupName(), ClientSide.present(this.hub, group.excludedList()),
					group.excludedUserList()), this.hub.groupRoutes().shards(group.groupName()));
		}
		else if (message instanceof MultiGroupBroadcastData groups) {
			send(message, new Audience.Groups(groups.groupList()),
					union(groups.groupList(), this.hub.groupRoutes()::shards));
		}
		else if (message instanceof UserData user) {
			send(message, new Audience.Users(List.of(user.userId())), this.hub.userRoutes().shards(user.userId()));
		}
		else if (message instanceof MultiUserData users) {
			List<String> distinct = users.userList().stream().distinct().toList();
			send(message, new Audience.Users(distinct), union(distinct, this.hub.userRoutes()::shards));
		}
		else if (message instanceof MultiConnectionData connections) {
			sendToClients(connections);
		}
	}

	private void send(MulticastMessage message, Audience audience, int[] shards) {
		Multicast.send(message.payloads(), audience, this.hub, shards);
	}

	private static int[] union(List<String> names, Function<String, int[]> route) {
		return names.stream().map(route).flatMapToInt(IntStream::of).distinct().toArray();
	}

	private void sendToClient(String id, MultiConnectionData message) {
		RoutedClient client = this.hub.client(id);
		if (client == null) {
			this.hub.node().serverMetrics().dropped();
		}
		else if (!message.payloads().byProtocol().isEmpty()) {
			this.hub.metrics().tasks.increment();
			client.shard.post(new SingleSend(client, message.payloads(), this.hub.metrics()));
		}
	}

	private void sendToClients(MultiConnectionData message) {
		if (message.connectionList().size() == 1) {
			sendToClient(message.connectionList().get(0), message);
			return;
		}
		Map<HubShard, List<RoutedClient>> byShard = new LinkedHashMap<>();
		for (String id : message.connectionList()) {
			RoutedClient client = this.hub.client(id);
			if (client != null) {
				byShard.computeIfAbsent(client.shard, (absent) -> new ArrayList<>(2)).add(client);
			}
			else {
				this.hub.node().serverMetrics().dropped();
			}
		}
		int[] shards = byShard.keySet().stream().mapToInt(HubShard::number).toArray();
		send(message, new Audience.Clients(byShard), shards);
	}

}
