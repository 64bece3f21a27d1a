// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;

/** Results, streams, errors, and what a hub knows of its caller. */
@Hub("work")
public class WorkHub {

	private final Prices prices;

	/** Connection ids of clients that have gone. */
	private final Queue<String> ended = new ConcurrentLinkedQueue<>();

	WorkHub(Prices prices) {
		this.prices = prices;
	}

	@OnConnected
	void connected(HubCaller caller) {
		if ("no".equals(caller.request().queryParameter("welcome"))) {
			throw new HubException("We are full.");
		}
	}

	@OnDisconnected
	void disconnected(HubCaller caller, @Nullable Throwable error) {
		this.ended.add(caller.connectionId());
	}

	public List<String> ended() {
		return List.copyOf(this.ended);
	}

	@HubMethod
	int price(String symbol) {
		return this.prices.of(symbol);
	}

	@HubMethod
	Map<String, @Nullable String> whoAmI(HubCaller caller) {
		Map<String, @Nullable String> answer = new HashMap<>();
		answer.put("user", caller.userId());
		answer.put("principal", (caller.principal() != null) ? caller.principal().getName() : null);
		answer.put("department",
				caller.claims()
					.stream()
					.filter((claim) -> claim.type().equals("department"))
					.map((claim) -> claim.value())
					.findFirst()
					.orElse(null));
		answer.put("tenant", caller.request().header("X-Tenant"));
		answer.put("room", caller.request().queryParameter("room"));
		answer.put("path", caller.request().path());
		answer.put("address", caller.request().remoteAddress());
		return answer;
	}

	@HubMethod
	void fail(boolean openly) {
		if (openly) {
			throw new HubException("You may know this.");
		}
		throw new IllegalStateException("secret");
	}

	@HubMethod
	Flux<Integer> count(int to) {
		return Flux.range(1, to);
	}

	@HubMethod
	Flux<Long> ticks() {
		return Flux.interval(Duration.ofMillis(1)).onBackpressureDrop();
	}

	@HubMethod
	Flux<Integer> broken() {
		return Flux.concat(Flux.just(1), Flux.error(new HubException("It broke.")));
	}

	@HubMethod
	Mono<Integer> sum(Flux<Integer> numbers, int start) {
		return numbers.reduce(start, Integer::sum);
	}

	@HubMethod
	Mono<String> never() {
		return Mono.never();
	}

	@HubMethod
	void leave(HubCaller caller) {
		caller.abort();
	}

	@HubMethod
	String echo(String text) {
		return text;
	}

}
