// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.signalrelay.tests.chatter.Announcer;
import io.github.signalrelay.tests.history.History;
import io.github.signalrelay.tests.history.HistoryEvent;

/**
 * App servers that send to everybody, each a numbered message twice a second, until just
 * before they are stopped.
 */
final class Announcements implements AutoCloseable {

	private static final long PERIOD_MILLIS = 500;

	private final History history;

	private final List<LocalAppServer> servers;

	private final Set<LocalAppServer> silent = ConcurrentHashMap.newKeySet();

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

	/** Owned by the clock. */
	private int sequence;

	Announcements(History history, List<LocalAppServer> servers) {
		this.history = history;
		this.servers = servers;
		this.clock.scheduleAtFixedRate(this::announce, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
	}

	private synchronized void announce() {
		for (LocalAppServer server : this.servers) {
			if (!this.silent.contains(server)) {
				String sender = "server-" + this.servers.indexOf(server);
				int number = ++this.sequence;
				this.history.add(new HistoryEvent.Sent(sender, sender, Announcer.EVERYBODY, number));
				server.bean(Announcer.class)
					.announce(sender, number)
					.thenRun(() -> this.history.add(new HistoryEvent.Accepted(sender, Announcer.EVERYBODY, number)));
			}
		}
	}

	/** Does something while one app server says nothing. */
	void without(LocalAppServer server, Runnable work) {
		synchronized (this) {
			this.silent.add(server);
		}
		work.run();
		this.silent.remove(server);
	}

	@Override
	public void close() {
		this.clock.shutdownNow();
	}

}
