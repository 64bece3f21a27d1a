// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * Ends of clients that app servers ask for (service protocol reference, 3.3 and 3.5). An
 * ack is sent when the clients concerned can no longer be found. Safe on any thread.
 */
final class CloseCommands {

	private final RelayHub hub;

	CloseCommands(RelayHub hub) {
		this.hub = hub;
	}

	/** The app server has ended its client, or asks for the end of another one's. */
	void close(ServerConnection from, CloseConnection message) {
		RoutedClient client = this.hub.client(message.connectionId());
		if (client == null) {
			this.hub.node().serverMetrics().dropped();
			return;
		}
		client.shard.post(() -> {
			if (client.isPresent()) {
				client.endedByServer = client.server() == from;
				client.shard.close(client,
						client.endedByServer ? CloseCategory.CLOSED_BY_APP_SERVER : CloseCategory.CLOSED_BY_REQUEST,
						textOrNull(message.errorMessage()), false);
			}
		});
	}

	void closeOne(ServerConnection from, String connectionId, @Nullable String reason, int ackId) {
		RoutedClient client = this.hub.client(connectionId);
		int[] shards = (client != null) ? new int[] { client.shard.number() } : new int[0];
		this.hub.onShards(shards, from, ackId, false, (shard) -> {
			boolean present = client != null && client.isPresent();
			if (client != null && present) {
				shard.close(client, CloseCategory.CLOSED_BY_REQUEST, textOrNull(reason), false);
			}
			return present;
		});
	}

	void closeAll(ServerConnection from, @Nullable String reason, int ackId, List<String> excluded) {
		Set<String> kept = Set.copyOf(excluded);
		this.hub.onShards(this.hub.everyone().shards(), from, ackId, false, (shard) -> shard.closeAll(shard.everyone(),
				kept, CloseCategory.CLOSED_BY_REQUEST, textOrNull(reason), false));
	}

	void closeUser(ServerConnection from, String user, @Nullable String reason, int ackId, List<String> excluded) {
		Set<String> kept = Set.copyOf(excluded);
		this.hub.onShards(this.hub.userRoutes().shards(user), from, ackId, false, (shard) -> shard
			.closeAll(shard.users().find(user), kept, CloseCategory.CLOSED_BY_REQUEST, textOrNull(reason), false));
	}

	void closeGroup(ServerConnection from, String group, @Nullable String reason, int ackId, List<String> excluded) {
		Set<String> kept = Set.copyOf(excluded);
		this.hub.onShards(this.hub.groupRoutes().shards(group), from, ackId, false, (shard) -> shard
			.closeAll(shard.groups().find(group), kept, CloseCategory.CLOSED_BY_REQUEST, textOrNull(reason), false));
	}

	private static @Nullable String textOrNull(@Nullable String text) {
		return (text == null || text.isEmpty()) ? null : text;
	}

}
