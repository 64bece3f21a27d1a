// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;

/**
 * Tells which threads run it, and blocks them.
 */
@Hub("threads")
public class ThreadsHub {

	private static final long PATIENCE_SECONDS = 60;

	private final CountDownLatch gate = new CountDownLatch(1);

	private final AtomicInteger blocked = new AtomicInteger();

	private final Map<String, List<Integer>> steps = new ConcurrentHashMap<>();

	/**
	 * Calls that wait right now.
	 * @return the number
	 */
	public int blocked() {
		return this.blocked.get();
	}

	/** Lets all calls go on that wait. */
	public void open() {
		this.gate.countDown();
	}

	@OnConnected
	void connected(HubCaller caller) {
		caller.items().put("thread", thread());
	}

	@HubMethod
	String connectThread(HubCaller caller) {
		return (String) caller.items().get("thread");
	}

	@HubMethod
	String blockingThread() {
		return thread();
	}

	@HubMethod
	Mono<String> reactiveThread() {
		return Mono.just(thread());
	}

	@HubMethod
	Stream<String> streamThread() {
		return Stream.of("").map((item) -> thread());
	}

	@HubMethod
	String uploadThread(Stream<Integer> numbers) {
		return numbers.count() + " " + thread();
	}

	@HubMethod
	Flux<String> fluxThread() {
		return Flux.just(thread());
	}

	private static String thread() {
		return Thread.currentThread().toString();
	}

	@HubMethod
	String block() throws InterruptedException {
		this.blocked.incrementAndGet();
		try {
			return this.gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? "opened" : "gave up";
		}
		finally {
			this.blocked.decrementAndGet();
		}
	}

	/** Takes two steps, between which no other call of the same client may take one. */
	@HubMethod
	void step(int number, HubCaller caller) {
		List<Integer> own = this.steps.computeIfAbsent(caller.connectionId(), (id) -> new CopyOnWriteArrayList<>());
		own.add(number);
		Thread.yield();
		own.add(number);
	}

	@HubMethod
	List<Integer> steps(HubCaller caller) {
		return this.steps.getOrDefault(caller.connectionId(), List.of());
	}

}
