// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.index.MemberSet;
import io.github.signalrelay.relay.index.Membership;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * Moves clients of one hub from a server connection that goes, or is gone, to one that
 * stays (service protocol reference, 6.8).
 * <p>
 * A move begins by telling the app server to pause what it sends to the client. It has
 * acknowledged that when nothing more comes from it, and then, in one turn of the
 * client's loop, the client is closed there, opened at the next app server and given what
 * it sent meanwhile. So the client gets all that the former app server sent to it before
 * anything of the next one. An app server that does not know how to pause, or does not
 * acknowledge in time, is left without that promise: what still comes from it for the
 * client is passed on as it comes.
 * <p>
 * Everything about one client happens on its event loop; methods that take a server
 * connection may be called on any thread.
 */
final class ClientMoves {

	private final RelayHub hub;

	private final ClientResults results;

	private final OutputPauses pauses;

	/** Clients that are moving, on all loops. */
	private final AtomicInteger moving = new AtomicInteger();

	ClientMoves(RelayHub hub, ClientResults results, OutputPauses pauses) {
		this.hub = hub;
		this.results = results;
		this.pauses = pauses;
	}

	// Why clients move

	/** The app server wants its clients off a connection, to other app servers. */
	void release(ServerConnection server) {
		eachServed(server, this::release);
	}

	/**
	 * A server connection is retired; its app server goes on with its clients elsewhere.
	 */
	void retire(ServerConnection server) {
		eachServed(server, (shard, client) -> {
			if (client.move() == null && client.server() == server) {
				begin(client, ClientMove.Form.SAME_SERVER);
			}
		});
	}

	/** A server connection has ended. */
	void lost(ServerConnection server) {
		eachServed(server, this::lost);
	}

	/** A server connection has come that takes clients. */
	void established() {
		eachMoving((shard, client) -> {
			ClientMove move = client.move();
			if (move != null && move.isWaiting()) {
				replace(client, true);
			}
		});
	}

	/** The app server sends nothing more for the client, perhaps because it leaves. */
	void paused(RoutedClient client) {
		if (client.move() != null && client.outputFlow().isReadyToLeave()) {
			proceed(client, true);
		}
	}

	/** Goes on with those that have waited long enough. */
	void sweep(long now) {
		eachMoving((shard, client) -> {
			ClientMove move = client.move();
			if (move != null && move.isOver(now)) {
				if (move.isWaiting()) {
					drop(client, CloseCategory.APP_SERVER_LOST, ServerSide.SERVER_LOST);
				}
				else {
					proceed(client, false);
				}
			}
		});
	}

	/** The client has ended on its way. */
	void forget(RoutedClient client) {
		if (client.move() != null) {
			client.moves(null);
			client.shard.moving().remove(client);
			this.moving.decrementAndGet();
		}
	}

	private void eachServed(ServerConnection server, BiConsumer<HubShard, RoutedClient> action) {
		for (int number : this.hub.serverRoutes().shards(server)) {
			HubShard shard = this.hub.shard(number);
			shard.post(() -> {
				MemberSet<RoutedClient> members = shard.served(server);
				// Backwards, since each step may take its client out
				for (int position = (members != null) ? members.size() - 1 : -1; members != null
						&& position >= 0; position--) {
					if (position < members.size()) {
						action.accept(shard, members.get(position));
					}
				}
			});
		}
	}

	private void eachMoving(BiConsumer<HubShard, RoutedClient> action) {
		if (this.moving.get() > 0) {
			for (int number : this.hub.everyone().shards()) {
				HubShard shard = this.hub.shard(number);
				shard.post(() -> List.copyOf(shard.moving()).forEach((client) -> action.accept(shard, client)));
			}
		}
	}

	// Leaving

	private void release(HubShard shard, RoutedClient client) {
		ClientMove move = client.move();
		ServerConnection server = client.server();
		if (!server.migratesOnShutdown() || !this.hub.servers().hasOther(client.connection, server.serverId())) {
			this.hub.metrics().movesFailed.increment();
			drop(client, CloseCategory.APP_SERVER_STOPPED, ServerSide.SERVER_STOPS);
		}
		else if (move == null) {
			begin(client, ClientMove.Form.OTHER_SERVER);
		}
		else if (move.form() == ClientMove.Form.SAME_SERVER) {
			move.toOtherServer();
			this.pauses.tell(client, client.outputFlow().leave(true));
			paused(client);
		}
	}

	private void begin(RoutedClient client, ClientMove.Form form) {
		Duration limit = this.hub.settings().serverTimes().migration();
		start(client, new ClientMove(form, HubFraming.of(client.connection.protocol()), in(limit)));
		if (client.server().understandsFlowControl()) {
			this.pauses.tell(client, client.outputFlow().leave(form == ClientMove.Form.OTHER_SERVER));
			paused(client);
		}
		else {
			proceed(client, true);
		}
	}

	private void start(RoutedClient client, ClientMove move) {
		client.moves(move);
		client.shard.moving().add(client);
		this.moving.incrementAndGet();
	}

	private long in(Duration time) {
		return this.hub.node().nanoTime().getAsLong() + time.toNanos();
	}

	private void proceed(RoutedClient client, boolean inTime) {
		ClientMove move = client.move();
		if (move == null) {
			return;
		}
		if (move.form() == ClientMove.Form.SAME_SERVER) {
			rebind(client, move);
		}
		else {
			migrate(client, inTime);
		}
	}

	private void migrate(RoutedClient client, boolean inTime) {
		ServerConnection former = client.server();
		Membership<RoutedClient> membership = client.ofServer;
		if (!bind(client, () -> this.hub.servers().placeElsewhere(client.connection, former.serverId()))) {
			client.ofServer = membership;
			client.serveBy(former);
			this.hub.metrics().movesFailed.increment();
			drop(client, CloseCategory.APP_SERVER_STOPPED, ServerSide.SERVER_STOPS);
			return;
		}
		boolean answered = client.connection.isHandshakeAnswered();
		former.write(new CloseConnection(client.connection.id(), "",
				answered ? migratesTo(client.server()) : MessageHeaders.NONE, null));
		if (membership != null) {
			// Behind the word to the former server: finack must not come before it
			client.shard.unbind(client, former, membership);
		}
		(inTime ? this.hub.metrics().moves : this.hub.metrics().movesForced).increment();
		open(client, former, answered);
	}

	private static MessageHeaders migratesTo(ServerConnection next) {
		return new MessageHeaders(Map.of(MessageHeaders.MIGRATE_TO, List.of(next.serverId())));
	}

	/**
	 * Puts a client under a server connection that keeps it; the place under the former
	 * one is still the caller's.
	 */
	private static boolean bind(RoutedClient client, Supplier<@Nullable ServerConnection> choice) {
		ServerConnection next = choice.get();
		while (next != null) {
			client.serveBy(next);
			client.shard.bind(client);
			if (next.keepsClients()) {
				return true;
			}
			client.shard.unbind(client);
			next = choice.get();
		}
		return false;
	}

	/** A client whose handshake was never answered is new to the next app server. */
	private void open(RoutedClient client, ServerConnection former, boolean answered) {
		client.takenOver(answered);
		OpenMessages.write(client.connection, client.server(), this.hub.settings().nodeId(),
				answered ? former.serverId() : null);
		this.results.clientMoved(client, false);
		arrive(client);
	}

	private void arrive(RoutedClient client) {
		ClientMove move = client.move();
		forget(client);
		client.readForNextServer();
		if (move != null) {
			move.input().release((payload) -> client.server().write(OpenMessages.data(client.connection, payload)));
		}
		this.pauses.arrived(client);
		ClientSide.pauseIfFull(client);
	}

	// Another connection of the same app server

	private void rebind(RoutedClient client, ClientMove move) {
		ServerConnection former = client.server();
		Membership<RoutedClient> membership = client.ofServer;
		if (!client.outputFlow().isReadyToLeave()
				|| !bind(client, () -> this.hub.servers().placeAt(former.serverId()))) {
			client.ofServer = membership;
			client.serveBy(former);
			stay(client, move);
			return;
		}
		if (membership != null) {
			client.shard.unbind(client, former, membership);
		}
		this.hub.metrics().moves.increment();
		client.server()
			.write(new ConnectionFlowControl(client.connection.id(), FlowControlTarget.CLIENT,
					FlowControlOperation.RESUME));
		this.results.clientMoved(client, true);
		arrive(client);
	}

	private void stay(RoutedClient client, ClientMove move) {
		forget(client);
		this.hub.metrics().movesFailed.increment();
		client.readForNextServer();
		move.input().release((payload) -> client.server().write(OpenMessages.data(client.connection, payload)));
		this.pauses.tell(client, client.outputFlow().stay());
		ClientSide.pauseIfFull(client);
	}

	// A server connection that is gone

	private void lost(HubShard shard, RoutedClient client) {
		ServerConnection former = client.server();
		ClientMove move = client.move();
		boolean mayMove = former.migratesOnLoss() || (move != null && former.migratesOnShutdown());
		if (!mayMove) {
			drop(client, CloseCategory.APP_SERVER_LOST, ServerSide.SERVER_LOST);
			return;
		}
		shard.unbind(client);
		boolean waits = former.migratesAlways();
		if (move == null) {
			move = new ClientMove(ClientMove.Form.OTHER_SERVER, null, 0);
			start(client, move);
		}
		move.waitUntil(in(this.hub.settings().serverTimes().replacement()));
		replace(client, waits);
	}

	private void replace(RoutedClient client, boolean waits) {
		ServerConnection former = client.server();
		if (bind(client, () -> this.hub.servers().replace(client.connection, former.serverId()))) {
			this.hub.metrics().movesAfterLoss.increment();
			open(client, former, client.connection.isHandshakeAnswered());
			return;
		}
		client.serveBy(former);
		if (!waits) {
			this.hub.metrics().movesFailed.increment();
			drop(client, CloseCategory.APP_SERVER_LOST, ServerSide.SERVER_LOST);
		}
	}

	private static void drop(RoutedClient client, CloseCategory category, String error) {
		client.shard.close(client, category, error, true);
	}

	/** Keeps what a client sends on its way; the rest is for its present server. */
	static @Nullable Payload hold(RoutedClient client, ClientMove move, Payload payload) {
		Payload passing = move.input().pass(payload);
		if (move.input().isFull()) {
			client.pauseByMove();
		}
		return passing;
	}

}
