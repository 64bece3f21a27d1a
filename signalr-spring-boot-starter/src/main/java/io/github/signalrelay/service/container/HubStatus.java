// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.service.connection.PingValues;
import io.github.signalrelay.service.endpoint.EndpointMetrics;

/**
 * What an endpoint has told about itself and one hub by pings (service protocol
 * reference, 3.6, 6.1 and 6.5). Written under the monitor of this object, read by
 * everybody.
 */
final class HubStatus {

	/** The endpoint is inactive after this many "no clients" in a row … */
	private static final int IDLE_REPORTS = 5;

	/** … over at least this time. */
	private static final long IDLE_MILLIS = Duration.ofMinutes(10).toMillis();

	/** A list of app servers is remembered for this time. */
	private static final long SERVERS_MILLIS = Duration.ofSeconds(16).toMillis();

	private volatile EndpointMetrics metrics = EndpointMetrics.UNKNOWN;

	private volatile boolean active = true;

	private volatile @Nullable Boolean clients;

	private volatile @Nullable Servers servers;

	/** Guarded by this. */
	private int idleReports;

	/** Guarded by this. */
	private long idleSince;

	/**
	 * Reads a ping.
	 * @param ping the ping; what is not understood in it is left out
	 * @param now the time, in milliseconds
	 */
	synchronized void told(Ping ping, long now) {
		count(ping);
		String status = PingValues.of(ping, "status");
		String list = PingValues.of(ping, "servers");
		if (status != null) {
			report("1".equals(status), now);
		}
		else if (list != null) {
			list(list, now);
		}
	}

	EndpointMetrics metrics() {
		return this.metrics;
	}

	boolean isActive() {
		return this.active;
	}

	/**
	 * Whether the endpoint has clients of the hub.
	 * @return what the last status said; {@code null} without one
	 */
	@Nullable Boolean hasClients() {
		return this.clients;
	}

	/**
	 * App servers of the hub at the endpoint.
	 * @param now the time, in milliseconds
	 * @return their ids as the endpoint lists them; {@code null} if it has not told in
	 * the last 16 seconds
	 */
	@Nullable String servers(long now) {
		Servers last = this.servers;
		return (last != null && now - last.at() <= SERVERS_MILLIS) ? last.ids() : null;
	}

	/** Forgets that there were clients, so that the next status decides. */
	synchronized void forgetClients() {
		this.clients = null;
	}

	private void count(Ping ping) {
		EndpointMetrics last = this.metrics;
		Integer clientCount = PingValues.countOf(ping, "clientcount");
		Integer serverCount = PingValues.countOf(ping, "servercount");
		Integer capacity = PingValues.countOf(ping, "capacity");
		if (clientCount != null || serverCount != null || capacity != null) {
			this.metrics = new EndpointMetrics((clientCount != null) ? clientCount : last.clientCount(),
					(serverCount != null) ? serverCount : last.serverCount(),
					(capacity != null) ? capacity : last.capacity());
		}
	}

	private void report(boolean hasClients, long now) {
		this.clients = hasClients;
		if (hasClients) {
			this.idleReports = 0;
			this.active = true;
			return;
		}
		if (this.idleReports == 0) {
			this.idleSince = now;
		}
		this.idleReports++;
		if (this.idleReports >= IDLE_REPORTS && now - this.idleSince >= IDLE_MILLIS) {
			this.active = false;
		}
	}

	/** The form is {@code number:id;id;…}; the number grows from list to list. */
	private void list(String value, long now) {
		int colon = value.indexOf(':');
		if (colon < 0) {
			return;
		}
		try {
			long number = Long.parseLong(value.substring(0, colon));
			Servers last = this.servers;
			if (last == null || number > last.number() || now - last.at() > SERVERS_MILLIS) {
				this.servers = new Servers(number, value.substring(colon + 1), now);
			}
		}
		catch (NumberFormatException ex) {
			// no list that could be compared with another
		}
	}

	private record Servers(long number, String ids, long at) {
	}

}
