// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubMigration;
import io.github.signalrelay.hub.HubRequest;
import io.github.signalrelay.hub.call.Signal;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.OpenConnection;

/**
 * A client connection as its hub sees it.
 */
final class ConnectedCaller implements HubCaller {

	private final String connectionId;

	private final CallerIdentity identity;

	private final PackedRequest request;

	/** Read once: every call asks for it. */
	private final @Nullable Locale locale;

	private final HubCallerClients<ClientProxy> clients;

	private final Runnable abort;

	private final Map<String, Object> items = new ConcurrentHashMap<>();

	private final Signal aborted = new Signal();

	private volatile @Nullable HubMigration migration;

	ConnectedCaller(OpenConnection message, HubCallerClients<ClientProxy> clients, Runnable abort) {
		this.connectionId = message.connectionId();
		this.identity = CallerIdentity.of(message.claims());
		this.request = new PackedRequest(message);
		this.locale = ForwardedRequest.read(message).locale();
		this.clients = clients;
		this.abort = abort;
	}

	@Override
	public String connectionId() {
		return this.connectionId;
	}

	@Override
	public @Nullable String userId() {
		return this.identity.userId();
	}

	@Override
	public @Nullable Principal principal() {
		return this.identity.principal();
	}

	@Override
	public List<Claim> claims() {
		return this.identity.claims();
	}

	@Override
	public Map<String, Object> items() {
		return this.items;
	}

	@Override
	public @Nullable Locale locale() {
		return this.locale;
	}

	@Override
	public HubRequest request() {
		return this.request.unpack();
	}

	@Override
	public HubCallerClients<ClientProxy> clients() {
		return this.clients;
	}

	@Override
	public @Nullable HubMigration migration() {
		return this.migration;
	}

	/**
	 * Says whether the client moves.
	 * @param current its move, or {@code null}
	 */
	void migration(@Nullable HubMigration current) {
		this.migration = current;
	}

	@Override
	public void abort() {
		this.abort.run();
	}

	@Override
	public boolean isAborted() {
		return this.aborted.isGiven();
	}

	@Override
	public CompletionStage<Void> aborted() {
		return this.aborted.stage();
	}

	/**
	 * Gives the signal, on the executor when somebody waits for it.
	 * @param executor runs the application's callbacks
	 * @param done runs when they have run
	 */
	void end(Executor executor, Runnable done) {
		CompletableFuture<Void> waiting = this.aborted.give();
		if (waiting == null) {
			done.run();
			return;
		}
		Runnable signalling = () -> {
			waiting.complete(null);
			done.run();
		};
		try {
			executor.execute(signalling);
		}
		catch (RejectedExecutionException ex) { // the application has stopped
			signalling.run();
		}
	}

	@Override
	public String toString() {
		return "HubCaller[" + this.connectionId + "]";
	}

}
