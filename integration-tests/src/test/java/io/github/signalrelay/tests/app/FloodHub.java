// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.util.concurrent.atomic.AtomicLong;

import reactor.core.publisher.Flux;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;

/**
 * Streams more than any client can take.
 */
@Hub("flood")
public class FloodHub {

	private final AtomicLong produced = new AtomicLong();

	/**
	 * Items that were made so far, for all clients.
	 * @return the number
	 */
	public long produced() {
		return this.produced.get();
	}

	/** Makes items as fast as it is asked for them, each with its number in front. */
	@HubMethod
	Flux<String> flood(int size) {
		String filler = "x".repeat(size);
		return Flux.generate(() -> 0L, (number, sink) -> {
			this.produced.incrementAndGet();
			sink.next(number + ":" + filler);
			return number + 1;
		});
	}

	@HubMethod
	String echo(String text) {
		return text;
	}

	/** Answers with much text, so that a few calls fill what may wait for a client. */
	@HubMethod
	String large(int size) {
		this.produced.incrementAndGet();
		return "x".repeat(size);
	}

}
