// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.jmh;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;

/**
 * Answers with its argument, in each of the ways in which hub methods return.
 */
@Hub("echo")
final class EchoHub {

	/** May block, so it runs on the executor. */
	@HubMethod
	String blocking(String text) {
		return text;
	}

	@HubMethod
	CompletionStage<String> stage(String text) {
		return CompletableFuture.completedFuture(text);
	}

	@HubMethod
	Mono<String> mono(String text) {
		return Mono.just(text);
	}

}
