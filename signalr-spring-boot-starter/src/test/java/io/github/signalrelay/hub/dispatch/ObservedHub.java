// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;
import io.github.signalrelay.hub.observation.HubCallbackObservationContext;
import io.github.signalrelay.hub.observation.HubInvocationObservationContext;

/** Tells which observation it is called in. */
@Hub("observed")
class ObservedHub {

	final CountDownLatch gate = new CountDownLatch(1);

	volatile ObservationRegistry registry = ObservationRegistry.NOOP;

	/** Something of a tracer, instead of the observation. */
	volatile Supplier<String> trace = () -> "";

	volatile boolean refuseClients;

	volatile String atConnect = "";

	private String current() {
		Observation observation = this.registry.getCurrentObservation();
		return (observation != null) ? name(observation) + this.trace.get() : "none";
	}

	private static String name(Observation observation) {
		if (observation.getContext() instanceof HubInvocationObservationContext call) {
			return call.getHub() + "/" + call.getMethod();
		}
		HubCallbackObservationContext callback = (HubCallbackObservationContext) observation.getContext();
		return callback.getHub() + " " + callback.getCallback();
	}

	private Mono<String> inContext() {
		return Mono.deferContextual((context) -> {
			Observation observation = context.get(ObservationThreadLocalAccessor.KEY);
			return Mono.just(name(observation));
		});
	}

	@HubMethod
	String blocking() {
		return current();
	}

	@HubMethod
	String waits() throws InterruptedException {
		this.gate.await();
		return current();
	}

	@HubMethod
	Mono<String> reactive() {
		String atCall = current();
		return Mono.delay(Duration.ofMillis(1)).then(inContext()).map((later) -> atCall + ", " + later);
	}

	@HubMethod
	int number(int value) {
		return value;
	}

	@HubMethod
	void fails(String kind) {
		switch (kind) {
			case "told" -> throw new HubException("told");
			case "canceled" -> throw new CancellationException();
			case "refused" -> throw new SecurityException("no");
			default -> throw new IllegalArgumentException(kind);
		}
	}

	@HubMethod
	Object unwritable() {
		return new Object() {

			public String getName() {
				throw new IllegalStateException();
			}

		};
	}

	@HubMethod
	Flux<String> flux() {
		return Flux.just(current()).concatWith(inContext());
	}

	@HubMethod
	Mono<Flux<String>> later() {
		return Mono.fromSupplier(() -> Flux.just("a").concatWith(inContext()));
	}

	@HubMethod
	Stream<String> stream() {
		return Stream.of(1).map((one) -> current());
	}

	@HubMethod
	Iterator<String> iterator() {
		return List.of("a").iterator();
	}

	@HubMethod
	Flux<String> endless() {
		return Flux.just("a").concatWith(Mono.never());
	}

	@HubMethod
	Flux<String> breaks() {
		return Flux.just("a").concatWith(Mono.error(new IllegalStateException("secret")));
	}

	@HubMethod
	Flux<String> nothing() {
		return null;
	}

	@HubMethod
	Flux<Object> unwritableItem() {
		return Flux.just(unwritable());
	}

	@OnConnected
	void connected() {
		this.atConnect = current();
		if (this.refuseClients) {
			throw new IllegalStateException("full");
		}
	}

	@OnDisconnected
	void disconnected() {
	}

}
