// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import io.github.signalrelay.relay.ClientOwner;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.endpoint.ClientAdmission.Admitted;
import io.github.signalrelay.relay.negotiate.NegotiatedConnections;
import io.github.signalrelay.relay.transport.http.EarlyInput;
import io.github.signalrelay.relay.transport.http.EarlyRoom;
import io.github.signalrelay.relay.transport.http.HttpClientTransport;

/**
 * What clients post between their negotiation and their first {@code GET}, which the
 * original takes too (transports reference, section 7). It waits as long as a negotiated
 * connection may. Any thread may use it.
 */
public final class EarlyPosts {

	/** Bytes kept for all clients together; beyond, bodies wait unread. */
	private static final long MAX_BYTES = 16 * 1024 * 1024;

	private final NegotiatedConnections negotiated;

	private final Duration lifetime;

	private final Duration bodyTimeout;

	private final Map<String, Entry> byToken = new ConcurrentHashMap<>();

	private final EarlyRoom room = new EarlyRoom(MAX_BYTES);

	/**
	 * Makes the empty table.
	 * @param settings the relay's settings
	 * @param negotiated connections that clients may post for
	 */
	public EarlyPosts(RelaySettings settings, NegotiatedConnections negotiated) {
		this.negotiated = negotiated;
		this.lifetime = settings.timeouts().negotiated();
		this.bodyTimeout = settings.timeouts().body();
	}

	/**
	 * Finds or makes the input of a connection that waits for its transport.
	 * @param token connection token
	 * @param client who posts
	 * @return the input, or {@code null} if this client has no such connection
	 */
	@Nullable EarlyInput find(String token, Admitted client) {
		Entry known = this.byToken.get(token);
		if (known == null && this.negotiated.isWaiting(token, client.scope(), client.token().userId())) {
			known = this.byToken.computeIfAbsent(token, (absent) -> make(token, client));
		}
		return (known != null && known.owner().equals(client.owner())) ? known.input() : null;
	}

	private Entry make(String token, Admitted client) {
		EarlyInput input = new EarlyInput(this.bodyTimeout, this.room);
		return new Entry(client.owner(), input, Mono.delay(this.lifetime).subscribe((passed) -> end(token, input)));
	}

	private void end(String token, EarlyInput input) {
		input.end();
		this.byToken.computeIfPresent(token, (same, entry) -> (entry.input() == input) ? null : entry);
	}

	/**
	 * Hands over what has come for a connection.
	 * @param token connection token
	 * @param transport its transport
	 * @param publish makes the transport known to others; what they bring comes behind
	 */
	void handOver(String token, HttpClientTransport transport, Runnable publish) {
		Entry entry = this.byToken.get(token);
		if (entry != null) {
			entry.input().attach(transport);
		}
		publish.run();
		this.byToken.remove(token);
		if (entry != null) {
			entry.timer().dispose();
		}
	}

	private record Entry(ClientOwner owner, EarlyInput input, Disposable timer) {

	}

}
