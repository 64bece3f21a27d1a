// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RelayFixture;

/**
 * Many clients with one token that ask for their connection at the same moment, each over
 * another transport.
 */
final class Crowd {

	private static final long LIMIT = 20;

	private static final int KINDS = 4;

	private Crowd() {
	}

	static List<Outcome> come(int port, int count, Claim... claims) throws Exception {
		String uri = RelayFixture.clientUri(claims);
		List<Arrival> arrivals = new ArrayList<>();
		for (int number = 0; number < count; number++) {
			arrivals.add(arrival(number % KINDS, port, uri));
		}
		CyclicBarrier start = new CyclicBarrier(count);
		ExecutorService threads = Executors.newFixedThreadPool(count);
		try {
			List<Future<Outcome>> coming = new ArrayList<>();
			for (Arrival arrival : arrivals) {
				coming.add(threads.submit(() -> {
					start.await(LIMIT, TimeUnit.SECONDS);
					arrival.socket().send(arrival.request());
					return new Outcome(arrival, arrival.socket().response().status());
				}));
			}
			List<Outcome> outcomes = new ArrayList<>();
			for (Future<Outcome> outcome : coming) {
				outcomes.add(outcome.get(LIMIT, TimeUnit.SECONDS));
			}
			return outcomes;
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static Arrival arrival(int kind, int port, String uri) {
		RawSocket socket = new RawSocket(port);
		String own = (kind == 0) ? uri : uri + "&id=" + negotiate(port, uri);
		return switch (kind) {
			case 0, 1 -> new Arrival(port, own, kind, socket, RawSocket.upgradeRequest(own));
			case 2 -> new Arrival(port, own, kind, socket, request("GET", own, "Accept: text/event-stream\r\n"));
			default -> new Arrival(port, own, kind, socket, request("GET", own, ""));
		};
	}

	private static String negotiate(int port, String uri) {
		try (RawSocket socket = new RawSocket(port)) {
			socket.send(request("POST", uri.replace("/client/", "/client/negotiate") + "&negotiateVersion=1",
					"Content-Length: 0\r\n"));
			return socket.response().body().replaceFirst(".*\"connectionToken\":\"([^\"]+)\".*", "$1");
		}
	}

	private static byte[] request(String method, String uri, String headers) {
		return (method + " " + uri + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
			.getBytes(StandardCharsets.UTF_8);
	}

	private record Arrival(int port, String uri, int kind, RawSocket socket, byte[] request) {

	}

	/** What became of one of them. */
	record Outcome(Arrival arrival, int status) {

		boolean isIn() {
			return this.status == ((this.arrival.kind() < 2) ? 101 : 200);
		}

		/** Ends the connection, if there is one. */
		void leave() {
			if (isIn() && this.arrival.kind() == KINDS - 1) {
				try (RawSocket socket = new RawSocket(this.arrival.port())) {
					socket.send(request("DELETE", this.arrival.uri(), ""));
					socket.response();
				}
			}
			this.arrival.socket().close();
		}

	}

}
