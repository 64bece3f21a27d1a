// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Clients that come and go, 50 times a second: on every second tick one connects and
 * joins a group, on every other the longest-standing one leaves. A few leave without a
 * word.
 */
final class Churn implements AutoCloseable {

	private static final int TICKS_PER_SECOND = 50;

	private static final int TICKS = 300;

	/** Owner of the tick counter. */
	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

	private final List<Member> guests = new CopyOnWriteArrayList<>();

	private final Queue<Member> present = new ConcurrentLinkedQueue<>();

	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	private final HttpClient http;

	private final List<URI> hubs;

	private final IntFunction<String> groupNames;

	private final int groups;

	private volatile int ticks;

	private Churn(HttpClient http, List<URI> hubs, IntFunction<String> groupNames, int groups) {
		this.http = http;
		this.hubs = hubs;
		this.groupNames = groupNames;
		this.groups = groups;
	}

	static Churn start(HttpClient http, List<URI> hubs, IntFunction<String> groupNames, int groups) {
		Churn churn = new Churn(http, hubs, groupNames, groups);
		churn.clock.scheduleAtFixedRate(churn::tick, 0, 1000 / TICKS_PER_SECOND, TimeUnit.MILLISECONDS);
		return churn;
	}

	private void tick() {
		int tick = this.ticks;
		if (tick == TICKS) {
			return;
		}
		if (tick % 2 == 0) {
			come(tick);
		}
		else {
			go(tick);
		}
		this.ticks = tick + 1;
	}

	private void come(int tick) {
		String group = this.groupNames.apply((tick * 7) % this.groups);
		Member.join(this.http, this.hubs.get((tick / 2) % this.hubs.size()), group).whenComplete((member, failure) -> {
			if (failure != null) {
				this.failures.add(failure);
				return;
			}
			this.guests.add(member);
			this.present.add(member);
		});
	}

	private void go(int tick) {
		Member member = this.present.poll();
		if (member == null) {
			return;
		}
		if (tick % 5 == 0) {
			member.cut();
			return;
		}
		member.leave().whenComplete((nothing, failure) -> {
			if (failure != null) {
				this.failures.add(failure);
			}
		});
	}

	boolean isDone() {
		return this.ticks == TICKS;
	}

	/**
	 * Everybody who has ever come.
	 * @return the clients
	 */
	List<Member> guests() {
		return List.copyOf(this.guests);
	}

	List<Throwable> failures() {
		return List.copyOf(this.failures);
	}

	@Override
	public void close() {
		this.clock.shutdownNow();
		this.present.forEach(Member::close);
	}

}
