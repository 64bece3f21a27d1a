// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.security.Principal;
import java.util.List;
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
import io.github.signalrelay.hub.HubRequest;
import io.github.signalrelay.protocol.service.Claim;

/**
 * A client connection as its hub sees it.
 */
final class ConnectedCaller implements HubCaller {

	private final String connectionId;

	private final CallerIdentity identity;

	private final HubRequest request;

	private final HubCallerClients<ClientProxy> clients;

	private final Runnable abort;

	private final Map<String, Object> items = new ConcurrentHashMap<>();

	/** Guarded by this object: made for the first who asks. */
	private @Nullable CompletableFuture<Void> signal;

	private volatile boolean aborted;

	ConnectedCaller(String connectionId, CallerIdentity identity, HubRequest request,
			HubCallerClients<ClientProxy> clients, Runnable abort) {
		this.connectionId = connectionId;
		this.identity = identity;
		this.request = request;
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
	public HubRequest request() {
		return this.request;
	}

	@Override
	public HubCallerClients<ClientProxy> clients() {
		return this.clients;
	}

	@Override
	public void abort() {
		this.abort.run();
	}

	@Override
	public boolean isAborted() {
		return this.aborted;
	}

	@Override
	public synchronized CompletionStage<Void> aborted() {
		if (this.signal == null) {
			this.signal = new CompletableFuture<>();
			if (this.aborted) {
				this.signal.complete(null);
			}
		}
		return this.signal.minimalCompletionStage();
	}

	/**
	 * Gives the signal, on the executor when somebody waits for it.
	 * @param executor runs the application's callbacks
	 * @param done runs when they have run
	 */
	void end(Executor executor, Runnable done) {
		CompletableFuture<Void> waiting = markAborted();
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

	private synchronized @Nullable CompletableFuture<Void> markAborted() {
		this.aborted = true;
		return this.signal;
	}

	@Override
	public String toString() {
		return "HubCaller[" + this.connectionId + "]";
	}

}
