// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.tests.link.TcpLink;

/**
 * Faults of a site, one after another, chosen by a seed. The next one comes after some
 * more messages, so it may come before all have recovered from the last. Used by one
 * thread.
 */
final class RandomFaults {

	private static final Logger logger = LoggerFactory.getLogger(RandomFaults.class);

	/** Messages from one fault to the next, at most. */
	private static final int MOST_BETWEEN = 200;

	/** Each one's share of the draws. */
	private enum Fault {

		ONE_CONNECTION_RESET(5), ONE_CONNECTION_FINISHED(3), ONE_CONNECTION_SILENT(2), ALL_CONNECTIONS_RESET(2),
		APP_SERVER_STOPPED(3), APP_SERVER_KILLED(2), RELAY_RESTARTED(1);

		private final int share;

		Fault(int share) {
			this.share = share;
		}

	}

	private final SoakSite site;

	private final Random random;

	private final Map<Fault, Integer> counts = new TreeMap<>();

	RandomFaults(SoakSite site, long seed) {
		this.site = site;
		this.random = new Random(seed);
	}

	/** How often there was what. */
	Map<Fault, Integer> counts() {
		return this.counts;
	}

	boolean hadEachOnce() {
		return this.counts.size() == Fault.values().length;
	}

	/** Waits for some messages, and lets the next fault happen. */
	void next() {
		this.site.crowd().talkOn(this.random.nextInt(MOST_BETWEEN));
		Fault fault = hadEachOnce() ? draw() : Fault.values()[this.counts.size()];
		int target = this.random.nextInt(Integer.MAX_VALUE);
		logger.warn("fault {} {}", fault, target);
		this.counts.merge(fault, 1, Integer::sum);
		happen(fault, target);
	}

	private Fault draw() {
		int ticket = this.random.nextInt(List.of(Fault.values()).stream().mapToInt((fault) -> fault.share).sum());
		for (Fault fault : Fault.values()) {
			ticket -= fault.share;
			if (ticket < 0) {
				return fault;
			}
		}
		throw new IllegalStateException();
	}

	private void happen(Fault fault, int target) {
		TcpLink link = this.site.links().get(target % this.site.links().size());
		switch (fault) {
			case ONE_CONNECTION_RESET -> link.cutOne(this.random, TcpLink.Ending.RESET);
			case ONE_CONNECTION_FINISHED -> link.cutOne(this.random, TcpLink.Ending.FINISH);
			case ONE_CONNECTION_SILENT -> link.cutOne(this.random, TcpLink.Ending.SILENCE);
			case ALL_CONNECTIONS_RESET -> link.cut();
			case APP_SERVER_STOPPED -> stop(this.site.local().get(target % this.site.local().size()));
			case APP_SERVER_KILLED -> {
				this.site.process().kill();
				this.site.process().start();
			}
			case RELAY_RESTARTED -> this.site.relay().restart();
		}
	}

	private void stop(LocalAppServer server) {
		this.site.announcements().without(server, () -> {
			server.stop();
			server.start();
		});
	}

	/** All app servers are there and connected again. */
	void heal() {
		this.site.servers().forEach(AppServer::awaitConnected);
	}

}
