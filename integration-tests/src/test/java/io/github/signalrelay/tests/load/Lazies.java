// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Clients that do not keep up. One half reads nothing at all. The other half reads 10 KB
 * in a second, notices in the end that it was disconnected, and comes back at once, as
 * clients with automatic reconnect do.
 */
final class Lazies implements AutoCloseable {

	private static final int THREADS = 8;

	private static final long PAUSE_MILLIS = 100;

	private final List<LazyReader> asleep = new ArrayList<>();

	private final List<LazyReader> slow = new ArrayList<>();

	private final ScheduledExecutorService sips = Executors.newScheduledThreadPool(THREADS);

	/**
	 * Connects them all.
	 * @param http client to negotiate with
	 * @param hub address of the hub
	 * @param count how many
	 */
	Lazies(HttpClient http, URI hub, int count) {
		for (int i = 0; i < count; i++) {
			LazyReader reader = new LazyReader();
			reader.connect(http, hub);
			if (i % 2 == 0) {
				this.asleep.add(reader);
			}
			else {
				this.slow.add(reader);
				this.sips.scheduleWithFixedDelay(() -> sip(reader, http, hub), PAUSE_MILLIS, PAUSE_MILLIS,
						TimeUnit.MILLISECONDS);
			}
		}
	}

	private void sip(LazyReader reader, HttpClient http, URI hub) {
		if (!reader.sip() && !this.sips.isShutdown()) {
			reader.connect(http, hub);
		}
	}

	/**
	 * Waits until those that read nothing have found the end of their connections.
	 */
	void awaitEndOfThoseAsleep() {
		this.asleep.forEach(LazyReader::awaitEnd);
	}

	@Override
	public void close() throws IOException {
		this.sips.shutdownNow();
		for (LazyReader reader : this.asleep) {
			reader.close();
		}
		for (LazyReader reader : this.slow) {
			reader.close();
		}
	}

}
