// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
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

	private final boolean reliable;

	private final Set<LocalAppServer> silent = ConcurrentHashMap.newKeySet();

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

	/** Owned by the clock. */
	private int sequence;

	/**
	 * Begins at once.
	 * @param history where messages are written down
	 * @param servers who sends
	 * @param reliable whether nothing happens to service connections but their ordinary
	 * end: only then a message counts as accepted when it was handed to one, and messages
	 * keep their order from one to the next
	 */
	Announcements(History history, List<LocalAppServer> servers, boolean reliable) {
		this.history = history;
		this.servers = servers;
		this.reliable = reliable;
		this.clock.scheduleAtFixedRate(this::announce, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
	}

	private synchronized void announce() {
		for (LocalAppServer server : this.servers) {
			if (!this.silent.contains(server)) {
				announce(server, "server-" + this.servers.indexOf(server), ++this.sequence);
			}
		}
	}

	private void announce(LocalAppServer server, String sender, int number) {
		String source = this.reliable ? sender : sender + "-" + number;
		this.history.add(new HistoryEvent.Sent(sender, source, Announcer.EVERYBODY, number));
		CompletionStage<Void> sent = server.bean(Announcer.class).announce(sender, number);
		if (this.reliable) {
			sent.thenRun(() -> this.history.add(new HistoryEvent.Accepted(sender, Announcer.EVERYBODY, number)));
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
