// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.sizing;

/**
 * What has to be carried.
 *
 * @param connections clients that are connected at the same time
 * @param messagesPerSecond messages of clients or app servers, before fan-out
 * @param recipients clients that a message goes to
 * @param payloadBytes length of a message on the wire
 * @param groups groups of each client
 * @param tlsShare clients whose TLS ends at the relay, 0 to 1
 * @param connectsPerSecond clients that come in a second
 * @param batching deliveries that share a write with others, 0 (none, the cautious
 * figure) to 1 (as with eight in a write)
 * @param appServers app servers behind the relays
 */
public record Demand(long connections, double messagesPerSecond, double recipients, int payloadBytes, int groups,
		double tlsShare, double connectsPerSecond, double batching, int appServers) {

	public Demand {
		if (connections < 1 || messagesPerSecond < 0 || recipients < 0 || payloadBytes < 0 || groups < 0
				|| connectsPerSecond < 0 || appServers < 1) {
			throw new IllegalArgumentException("Negative numbers, no clients or no app servers cannot be sized");
		}
		if (!(tlsShare >= 0 && tlsShare <= 1) || !(batching >= 0 && batching <= 1)) {
			throw new IllegalArgumentException("Shares are between 0 and 1");
		}
	}

	/**
	 * Messages written to clients.
	 * @return deliveries per second
	 */
	public double deliveriesPerSecond() {
		return this.messagesPerSecond * this.recipients;
	}

}
