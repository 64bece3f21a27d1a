// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.List;
import java.util.Map;

/**
 * Whom a multicast is for. The names of clients are looked up on the thread that routes
 * the message, those of groups and users on each loop.
 */
sealed interface Audience {

	/**
	 * Writes to the members of one shard; called on its loop.
	 * @param shard the shard
	 * @param writer writes the multicast
	 */
	void write(HubShard shard, MulticastWriter writer);

	/**
	 * Whether another multicast is for the very same clients, if both are delivered in
	 * one turn of a loop. May be {@code false} where finding out would cost too much.
	 * @param other audience of the other multicast
	 */
	default boolean isSameAs(Audience other) {
		return equals(other);
	}

	private static void skip(List<RoutedClient> excluded, HubShard shard, MulticastWriter writer) {
		for (int index = 0; index < excluded.size(); index++) {
			RoutedClient client = excluded.get(index);
			if (client.shard == shard) {
				writer.skip(client);
			}
		}
	}

	/**
	 * All clients of the hub.
	 *
	 * @param excluded clients left out
	 */
	record Everyone(List<RoutedClient> excluded) implements Audience {

		@Override
		public void write(HubShard shard, MulticastWriter writer) {
			skip(this.excluded, shard, writer);
			writer.writeAll(shard.everyone());
		}

	}

	/**
	 * Members of a group.
	 *
	 * @param group the group
	 * @param excluded clients left out
	 * @param excludedUsers users left out with all their connections
	 */
	record Group(String group, List<RoutedClient> excluded, List<String> excludedUsers) implements Audience {

		@Override
		public void write(HubShard shard, MulticastWriter writer) {
			skip(this.excluded, shard, writer);
			for (String user : this.excludedUsers) {
				writer.skipAll(shard.users().find(user));
			}
			writer.writeAll(shard.groups().find(this.group));
		}

	}

	/**
	 * Members of several groups; who is in two of them gets the message twice.
	 *
	 * @param groups the groups
	 */
	record Groups(List<String> groups) implements Audience {

		@Override
		public void write(HubShard shard, MulticastWriter writer) {
			for (String group : this.groups) {
				writer.writeAll(shard.groups().find(group));
			}
		}

	}

	/**
	 * Connections of users.
	 *
	 * @param users the users, each once
	 */
	record Users(List<String> users) implements Audience {

		@Override
		public void write(HubShard shard, MulticastWriter writer) {
			for (String user : this.users) {
				writer.writeAll(shard.users().find(user));
			}
		}

	}

	/**
	 * Clients by name; who is named twice gets the message once.
	 *
	 * @param byShard the clients by the shard they are on
	 */
	record Clients(Map<HubShard, List<RoutedClient>> byShard) implements Audience {

		@Override
		public boolean isSameAs(Audience other) {
			return false;
		}

		@Override
		public void write(HubShard shard, MulticastWriter writer) {
			List<RoutedClient> clients = this.byShard.getOrDefault(shard, List.of());
			for (int index = 0; index < clients.size(); index++) {
				writer.writeOnce(clients.get(index));
			}
		}

	}

}
