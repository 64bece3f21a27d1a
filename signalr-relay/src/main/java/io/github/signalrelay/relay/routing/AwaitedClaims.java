// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.token.ServiceClaims;
import io.github.signalrelay.relay.claims.StoredClaims;
import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.client.CloseCategory;

/**
 * A client whose token names claims that the relay keeps. Until they are here it is
 * opened nowhere, and this is what routing keeps about it.
 * <p>
 * Owned by the event loop of the client; only {@link #arrived} and {@link #missing} are
 * called on any thread.
 */
final class AwaitedClaims implements StoredClaims.Waiter {

	static final String MISSING = "The claims of the client are not there. It has to negotiate again.";

	private final RelayHub hub;

	private final ClientConnection connection;

	private final String id;

	/** Opens the client with its claims. */
	private final BiConsumer<ClientConnection, List<Claim>> opening;

	/** Passes on what an opened client has sent before. */
	private final BiConsumer<ClientConnection, Payload> forwarding;

	/** What the client sends though its handshake has not been answered. */
	private final HeldInput input = new HeldInput(null);

	private boolean paused;

	AwaitedClaims(RelayHub hub, ClientConnection connection, String id,
			BiConsumer<ClientConnection, List<Claim>> opening, BiConsumer<ClientConnection, Payload> forwarding) {
		this.hub = hub;
		this.connection = connection;
		this.id = id;
		this.opening = opening;
		this.forwarding = forwarding;
	}

	/** Opens the client, now or when its claims come. */
	void open() {
		List<Claim> stored = find();
		if (stored != null) {
			this.opening.accept(this.connection, merged(stored));
		}
		else {
			this.connection.attach(this);
		}
	}

	private @Nullable List<Claim> find() {
		return this.hub.storedClaims().find(this.id, this);
	}

	/**
	 * The token's claims, without the reference, and behind them those that were kept.
	 */
	private List<Claim> merged(List<Claim> stored) {
		List<Claim> all = new ArrayList<>(this.connection.claims().size() + stored.size());
		for (Claim claim : this.connection.claims()) {
			if (!claim.type().equals(ServiceClaims.CLAIMS_REFERENCE)) {
				all.add(claim);
			}
		}
		all.addAll(stored);
		return all;
	}

	void hold(Payload data) {
		this.input.pass(data);
		if (this.input.isFull() && !this.paused) {
			this.paused = true;
			this.connection.setReading(false);
		}
	}

	/** The client has gone. */
	void cancel() {
		this.connection.attach(null);
		this.hub.storedClaims().forget(this.id, this);
	}

	@Override
	public void arrived(List<Claim> claims) {
		onLoop(() -> {
			if (this.paused) {
				this.connection.setReading(true);
			}
			this.opening.accept(this.connection, merged(claims));
			this.input.release((data) -> this.forwarding.accept(this.connection, data));
		});
	}

	@Override
	public void missing() {
		onLoop(() -> this.connection.refuse(CloseCategory.CLAIMS_MISSING, MISSING));
	}

	/** Ends the wait, unless the client has gone meanwhile. */
	private void onLoop(Runnable action) {
		this.hub.node().inbox(this.connection.eventLoop()).post(() -> {
			if (this.connection.attachment() == this) {
				this.connection.attach(null);
				action.run();
			}
		});
	}

}
