// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.index.Membership;
import io.github.signalrelay.relay.index.Memberships;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * What routing keeps about one client. The final fields may be read on any thread; all
 * others are owned by the client's event loop, except where told.
 */
final class RoutedClient {

	final ClientConnection connection;

	final HubShard shard;

	/**
	 * Null for a hub protocol without shared frames: such a client gets no multicasts.
	 */
	final @Nullable FrameEncoding encoding;

	/** Null once no other app server will ask for them. */
	private @Nullable List<Claim> claims;

	/** Changed on the client's loop when the client moves; may be read on any thread. */
	private volatile ServerConnection server;

	/** Number of the last multicast that shall not, or not again, reach the client. */
	long mark;

	@Nullable Membership<RoutedClient> inHub;

	@Nullable Membership<RoutedClient> ofUser;

	@Nullable Membership<RoutedClient> ofServer;

	/** Present once the client has been in a group. */
	private @Nullable Memberships<String, RoutedClient> groups;

	/** Whether its own app server ended the client, and need not be told. */
	boolean endedByServer;

	private boolean pausedByServer;

	private boolean pausedByHub;

	private boolean pausedByMove;

	/** Present while the client is on its way to another server connection. */
	private @Nullable ClientMove move;

	/** Present where the client may survive the loss of its app server. */
	private @Nullable OpenCalls openCalls;

	/** Whether an app server went on with what another one had begun. */
	private boolean migrated;

	/**
	 * Whether a former app server may still have an answer to the handshake under way.
	 */
	private boolean reopened;

	/** Present once somebody has asked for it. */
	private @Nullable OutputFlow outputFlow;

	RoutedClient(ClientConnection connection, List<Claim> claims, HubShard shard, ServerConnection server) {
		this.connection = connection;
		this.claims = claims;
		this.shard = shard;
		this.encoding = FrameEncoding.of(connection.protocol(), connection.transportType());
		this.server = server;
		expectLoss();
	}

	/** Keeps what has to be known when the server connection is lost, if anything. */
	private void expectLoss() {
		HubFraming framing = HubFraming.of(this.connection.protocol());
		boolean survives = this.server.capabilities().migratesAlways();
		this.openCalls = (survives && framing != null) ? new OpenCalls(framing) : null;
	}

	/** What app servers learn of the user: not all of it need stand in the token. */
	List<Claim> claims() {
		return (this.claims != null) ? this.claims : List.of();
	}

	/**
	 * The app server has been told who the client is. Kept is what another one would have
	 * to be told, if the client may ever move there.
	 */
	void introduced() {
		if (!this.server.capabilities().migratesOnShutdown()) {
			this.claims = null;
			this.connection.forgetRequest();
		}
	}

	/**
	 * Whether the client may move to another app server, as far as its own one allows.
	 */
	boolean mayMoveElsewhere() {
		return this.claims != null && this.server.capabilities().migratesOnShutdown();
	}

	/** Passes on what the client sends. */
	void forward(Payload messages) {
		OpenCalls calls = this.openCalls;
		if (calls != null) {
			calls.asked(messages);
		}
		this.server.write(OpenMessages.data(this.connection, messages));
	}

	/** Writes what an app server sends to the client alone. */
	void receive(Payload messages, DataMessageType type) {
		OpenCalls calls = this.openCalls;
		if (calls != null) {
			calls.answered(messages);
		}
		this.connection.writeData(messages, type);
	}

	/**
	 * Tells the client that its open calls will not be answered.
	 * @return {@code false} if not all of them are known
	 */
	boolean failOpenCalls(String error) {
		OpenCalls calls = this.openCalls;
		if (calls == null) {
			return true;
		}
		boolean complete = !calls.isOverflowing();
		calls.take().forEach((id) -> this.connection.writeFailure(id, error));
		return complete;
	}

	/** Server connection that serves the client, or served it last. */
	ServerConnection server() {
		return this.server;
	}

	/** Puts another server connection in the place of the present one. */
	void serveBy(ServerConnection next) {
		this.server = next;
	}

	@Nullable ClientMove move() {
		return this.move;
	}

	/** The client begins to move, or has arrived. */
	void moves(@Nullable ClientMove now) {
		this.move = now;
	}

	/**
	 * Another app server has taken the client over, with its handshake answered or not.
	 */
	void takenOver(boolean answered) {
		expectLoss();
		this.migrated = this.migrated || answered;
		this.reopened = this.reopened || !answered;
	}

	/**
	 * Whether the client shall get what an app server sends to it alone. An app server
	 * that takes a client over answers a handshake that was answered before (reference,
	 * 6.8); one that gave it away may have last words for it (4.11), but the client is
	 * not closed, nor is its handshake answered twice.
	 */
	boolean takes(ServerConnection from, DataMessageType type) {
		if (from == this.server) {
			return type != DataMessageType.HANDSHAKE || !this.migrated;
		}
		return type != DataMessageType.HANDSHAKE && type != DataMessageType.CLOSE && !this.reopened;
	}

	/** Whether the client can be found: it has not begun to end. */
	boolean isPresent() {
		return this.inHub != null;
	}

	Memberships<String, RoutedClient> groups() {
		if (this.groups == null) {
			this.groups = new Memberships<>();
		}
		return this.groups;
	}

	int groupCount() {
		return (this.groups != null) ? this.groups.size() : 0;
	}

	/** Stops or restarts input because of the server connection. */
	void pauseByServer(boolean paused) {
		this.pausedByServer = paused;
		applyReading();
	}

	/** Stops or restarts input because the client's own hub is full. */
	void pauseByHub(boolean paused) {
		this.pausedByHub = paused;
		applyReading();
	}

	/** Stops input because of what is held for the next app server. */
	void pauseByMove() {
		if (!this.pausedByMove) {
			this.pausedByMove = true;
			applyReading();
		}
	}

	/** The reasons to stop input that a former server connection had count no more. */
	void readForNextServer() {
		if (this.pausedByServer || this.pausedByHub || this.pausedByMove) {
			this.pausedByServer = false;
			this.pausedByHub = false;
			this.pausedByMove = false;
			applyReading();
		}
	}

	private void applyReading() {
		this.connection.setReading(!this.pausedByServer && !this.pausedByHub && !this.pausedByMove);
	}

	/** Whether the app server is asked to hold back what it sends to this client. */
	OutputFlow outputFlow() {
		if (this.outputFlow == null) {
			this.outputFlow = new OutputFlow();
		}
		return this.outputFlow;
	}

	boolean isPausedByServer() {
		return this.pausedByServer;
	}

	@Override
	public String toString() {
		return "RoutedClient[" + this.connection.id() + "]";
	}

}
