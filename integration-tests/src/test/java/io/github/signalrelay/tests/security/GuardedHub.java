// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.security;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;

/**
 * Lets everybody in. Methods of every kind are for administrators only, or tell who
 * calls.
 */
@Hub("guarded")
class GuardedHub {

	private static final String ADMIN = "hasAuthority('SCOPE_admin')";

	@HubMethod
	@PreAuthorize(ADMIN)
	String blocking() {
		return "done";
	}

	@HubMethod
	@PreAuthorize(ADMIN)
	Mono<String> reactive() {
		return Mono.just("done");
	}

	@HubMethod
	@PreAuthorize(ADMIN)
	CompletionStage<String> staged() {
		return CompletableFuture.completedStage("done");
	}

	@HubMethod
	@PreAuthorize(ADMIN)
	Mono<Long> upload(Flux<Integer> items) {
		return items.count();
	}

	@HubMethod
	@PreAuthorize(ADMIN)
	Flux<String> streaming() {
		return Flux.just("done");
	}

	@HubMethod
	@PreAuthorize(ADMIN)
	Stream<String> iterating() {
		return Stream.of("done");
	}

	@HubMethod
	@PreAuthorize("#name == authentication.name")
	String own(String name) {
		return name;
	}

	@HubMethod
	String whoBlocking() {
		return SecurityContextHolder.getContext().getAuthentication().getName();
	}

	@HubMethod
	Mono<String> whoReactive() {
		return ReactiveSecurityContextHolder.getContext()
			.map(SecurityContext::getAuthentication)
			.map(Authentication::getName);
	}

}
