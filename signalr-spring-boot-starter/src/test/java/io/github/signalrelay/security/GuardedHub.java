// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.HubPrincipal;

/** Methods behind every kind of rule, and ones that tell who calls. */
@Hub("guarded")
class GuardedHub {

	@HubMethod
	String whoBlocking() {
		return describe(SecurityContextHolder.getContext().getAuthentication());
	}

	@HubMethod
	Mono<String> whoReactive() {
		return Mono.delay(Duration.ofMillis(1))
			.then(ReactiveSecurityContextHolder.getContext())
			.map(SecurityContext::getAuthentication)
			.map(GuardedHub::describe);
	}

	@HubMethod
	Flux<String> whoStreaming() {
		return ReactiveSecurityContextHolder.getContext()
			.map(SecurityContext::getAuthentication)
			.map(GuardedHub::describe)
			.flux();
	}

	@HubMethod
	Stream<String> whoIterating() {
		return Stream.of("").map((item) -> describe(SecurityContextHolder.getContext().getAuthentication()));
	}

	@HubMethod
	String userId(HubCaller caller) {
		return String.valueOf(caller.userId());
	}

	@HubMethod
	List<String> claims(String type, @AuthenticationPrincipal HubPrincipal user) {
		return user.values(type);
	}

	@HubMethod
	String expression(@AuthenticationPrincipal(expression = "name") String name, Authentication authentication) {
		return name + "/" + authentication.getName();
	}

	@HubMethod
	@PreAuthorize("hasRole('ADMIN')")
	String blocking() {
		return "done";
	}

	@HubMethod
	@PreAuthorize("hasRole('ADMIN')")
	Mono<String> reactive() {
		return Mono.just("done");
	}

	@HubMethod
	@PreAuthorize("hasRole('ADMIN')")
	Flux<String> streaming() {
		return Flux.just("done");
	}

	@HubMethod
	@PreAuthorize("#text == authentication.name")
	String byArgument(String text) {
		return text;
	}

	@HubMethod
	@Secured("ROLE_ADMIN")
	String secured() {
		return "done";
	}

	@HubMethod
	@RolesAllowed("ADMIN")
	String rolesAllowed() {
		return "done";
	}

	@HubMethod
	@PreAuthorize("permitAll()")
	String open() {
		return "done";
	}

	private static String describe(Authentication authentication) {
		return authentication.getName() + " "
				+ authentication.getAuthorities().stream().map(GrantedAuthority::getAuthority).sorted().toList();
	}

}
