// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

/**
 * Load of a service instance, as its status pings tell it (service protocol reference,
 * 3.6).
 *
 * @param clientCount client connections of the instance
 * @param serverCount server connections of the instance
 * @param capacity connections that the instance takes, or 0 if it has not told
 */
public record EndpointMetrics(int clientCount, int serverCount, int capacity) {

	/** Nothing is known yet. */
	public static final EndpointMetrics UNKNOWN = new EndpointMetrics(0, 0, 0);

	/**
	 * How much room there is, in thousandths of the capacity.
	 * @return 1 to 1000; also 1 for a full or unknown instance
	 */
	public int weight() {
		if (this.capacity <= 0) {
			return 1;
		}
		long free = (long) this.capacity - this.clientCount - this.serverCount;
		return (int) Math.max(1, Math.min(1000, free * 1000 / this.capacity));
	}

}
