// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.index.MemberSet;
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

	private final OutputPauses pauses;

	private final Handover handover;

	/** Clients that are moving, on all loops. */
	private final AtomicInteger moving = new AtomicInteger();

	ClientMoves(RelayHub hub, ClientResults results, OutputPauses pauses) {
		this.hub = hub;
		this.pauses = pauses;
		this.handover = new Handover(hub, results, pauses);
	}

	// Why clients move

	/** The app server wants its clients off a connection, to other app servers. */
	void release(ServerConnection server) {
		eachServed(server, this::release);
	}

	/**
	 * A server connection is retired; its app server goes on with its clients elsewhere.
	 */
	void rebind(ServerConnection server) {
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
				replace(client, move);
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
					fail(client, CloseCategory.APP_SERVER_LOST, ServerSide.SERVER_LOST);
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
		if (!client.mayMoveElsewhere() || !this.hub.servers().hasOther(client.connection, server.serverId())) {
			fail(client, CloseCategory.APP_SERVER_STOPPED, ServerSide.SERVER_STOPS);
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
		long deadline = in(this.hub.settings().serverTimes().migration());
		start(client, new ClientMove(form, HubFraming.of(client.connection.protocol()), deadline));
		if (client.server().capabilities().understandsFlowControl()) {
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
		forget(client);
		if (move.form() == ClientMove.Form.SAME_SERVER) {
			toOtherConnection(client, move);
		}
		else if (this.handover.toOtherServer(client, move)) {
			(inTime ? this.hub.metrics().moves : this.hub.metrics().movesForced).increment();
		}
		else {
			fail(client, CloseCategory.APP_SERVER_STOPPED, ServerSide.SERVER_STOPS);
		}
	}

	/** A client that cannot go now stays; it may go later. */
	private void toOtherConnection(RoutedClient client, ClientMove move) {
		if (client.outputFlow().isReadyToLeave() && this.handover.toOtherConnection(client, move)) {
			this.hub.metrics().moves.increment();
			return;
		}
		this.hub.metrics().movesFailed.increment();
		this.pauses.tell(client, client.outputFlow().stay());
		Handover.goOn(client, move);
	}

	// A server connection that is gone

	private void lost(HubShard shard, RoutedClient client) {
		ServerConnection former = client.server();
		ClientMove begun = client.move();
		if (!client.mayMoveElsewhere() || (begun == null && !former.mayLoseClientsToOthers())) {
			drop(client, CloseCategory.APP_SERVER_LOST, ServerSide.SERVER_LOST);
			return;
		}
		shard.unbind(client);
		if (!client.failOpenCalls(ServerSide.CALL_LOST)) {
			fail(client, CloseCategory.APP_SERVER_LOST, ServerSide.SERVER_LOST);
		}
		if (!client.isPresent()) {
			return; // closed, perhaps since it does not read what it was just told
		}
		ClientMove move = (begun != null) ? begun : new ClientMove(ClientMove.Form.OTHER_SERVER, null, 0);
		if (begun == null) {
			start(client, move);
		}
		move.waitUntil(in(this.hub.settings().serverTimes().replacement()));
		if (!replace(client, move) && !former.capabilities().migratesAlways()) {
			fail(client, CloseCategory.APP_SERVER_LOST, ServerSide.SERVER_LOST);
		}
	}

	private boolean replace(RoutedClient client, ClientMove move) {
		if (!this.handover.afterLoss(client, move)) {
			return false;
		}
		forget(client);
		this.hub.metrics().movesAfterLoss.increment();
		return true;
	}

	private void fail(RoutedClient client, CloseCategory category, String error) {
		this.hub.metrics().movesFailed.increment();
		drop(client, category, error);
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
