// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubInvocation;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.observation.HubObservations;
import io.github.signalrelay.hub.runtime.HubEnvironment;
import io.github.signalrelay.hub.security.RoleClaimsAuthenticationConverter;
import io.github.signalrelay.hub.security.SecurityContextScope;
import io.github.signalrelay.protocol.service.Claim;

import static io.github.signalrelay.hub.dispatch.TestClient.errorOf;
import static io.github.signalrelay.hub.dispatch.TestClient.itemOf;
import static org.assertj.core.api.Assertions.assertThat;

/** Hub protocol reference, section 15: filters see no call that is refused. */
class FilterAuthorizationTests {

	@ParameterizedTest
	@CsvSource({ "BlockingSecurity, blocking", "BlockingSecurity, secured", "BlockingSecurity, byArgument",
			"ReactiveSecurity, mono" })
	void filtersSeeOnlyWhatTheCallerMayCall(String security, String method) {
		try (HubFixture fixture = fixture(security)) {
			String argument = method.equals("byArgument") ? "\"admin\"" : "";
			TestClient admin = connect(fixture, "admin", "ROLE_ADMIN");
			admin.invoke("1", method, argument);
			admin.awaitMessages(TestClient.resultOf("1", "\"done\""));
			assertThat(fixture.bean(Seen.class).calls).containsExactly(method);
			TestClient other = connect(fixture, "other", "ROLE_USER");
			other.invoke("1", method, argument);
			other.awaitMessages(errorOf("1", "Failed to invoke '" + method + "' because user is unauthorized"));
			assertThat(fixture.bean(Seen.class).calls).containsExactly(method);
		}
	}

	@ParameterizedTest
	@CsvSource({ "BlockingSecurity", "ReactiveSecurity" })
	void filtersSeeOnlyStreamsThatTheCallerMayHave(String security) {
		try (HubFixture fixture = fixture(security)) {
			TestClient admin = connect(fixture, "admin", "ROLE_ADMIN");
			admin.stream("1", "flux", "");
			admin.awaitMessages(itemOf("1", "\"done\""), TestClient.endOf("1"));
			TestClient other = connect(fixture, "other", "ROLE_USER");
			other.stream("1", "flux", "");
			other.awaitMessages(errorOf("1", "Failed to invoke 'flux' because user is unauthorized"));
			assertThat(fixture.bean(Seen.class).calls).containsExactly("flux");
		}
	}

	@ParameterizedTest
	@CsvSource({ "admin, ROLE_ADMIN, 1", "other, ROLE_USER, 1" })
	void whatIsCheckedBehindTheMethodIsCheckedThere(String name, String role, int calls) {
		try (HubFixture fixture = fixture("BlockingSecurity")) {
			TestClient client = connect(fixture, name, role);
			client.invoke("1", "checkedResult", "");
			client.awaitMessages(name.equals("admin") ? TestClient.resultOf("1", "\"admin\"")
					: errorOf("1", "Failed to invoke 'checkedResult' because user is unauthorized"));
			assertThat(fixture.bean(Seen.class).calls).hasSize(calls);
			assertThat(fixture.bean(Seen.class).executed).isEqualTo(1);
		}
	}

	/** The rule holds for what a filter makes of the arguments, too. */
	@ParameterizedTest
	@CsvSource("BlockingSecurity")
	void changedArgumentsAreCheckedAgain(String security) {
		try (HubFixture fixture = fixture(security)) {
			fixture.bean(Seen.class).replacement = "admin";
			TestClient other = connect(fixture, "other", "ROLE_USER");
			other.invoke("1", "byArgument", "\"other\"");
			other.awaitMessages(errorOf("1", "Failed to invoke 'byArgument' because user is unauthorized"));
			assertThat(fixture.bean(Seen.class).calls).containsExactly("byArgument");
		}
	}

	private static HubFixture fixture(String security) {
		return new HubFixture((options) -> options, (environment) -> new HubEnvironment(environment.options(),
				List.of(), environment.protocols(), environment.executor(),
				new SecurityContextScope(new RoleClaimsAuthenticationConverter(),
						SecurityContextHolder.getContextHolderStrategy()),
				List.of(), List.of(), HubObservations.NONE),
				security.equals("BlockingSecurity") ? BlockingSecurity.class : ReactiveSecurity.class,
				security.equals("BlockingSecurity") ? GuardedHub.class : ReactiveHub.class, Seen.class);
	}

	private static TestClient connect(HubFixture fixture, String name, String authority) {
		TestClient client = new TestClient(fixture, fixture.dispatcher(), fixture.link, name,
				List.of(new Claim("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", name),
						new Claim("http://schemas.microsoft.com/ws/2008/06/identity/claims/role", authority)),
				Map.of(), "");
		client.send("{\"protocol\":\"json\",\"version\":1}");
		client.awaitReceived("{}");
		return client;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity(securedEnabled = true)
	static class BlockingSecurity {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableReactiveMethodSecurity
	static class ReactiveSecurity {

	}

	@Component
	static class Seen implements HubFilter {

		final List<String> calls = new CopyOnWriteArrayList<>();

		volatile int executed;

		volatile String replacement;

		@Override
		public CompletionStage<?> invoke(HubInvocation invocation, Next<HubInvocation> next) {
			this.calls.add(invocation.methodName());
			return next.proceed((this.replacement != null) ? invocation.withArgument(0, this.replacement) : invocation);
		}

	}

	@Hub("guarded")
	static class GuardedHub {

		private final Seen seen;

		GuardedHub(Seen seen) {
			this.seen = seen;
		}

		@HubMethod
		@PreAuthorize("hasRole('ADMIN')")
		String blocking() {
			return "done";
		}

		@HubMethod
		@Secured("ROLE_ADMIN")
		String secured() {
			return "done";
		}

		@HubMethod
		@PreAuthorize("#p0 == authentication.name")
		String byArgument(String name) {
			return "done";
		}

		@HubMethod
		@PreAuthorize("hasRole('ADMIN')")
		Flux<String> flux() {
			return Flux.just("done");
		}

		@HubMethod
		@PostAuthorize("returnObject == authentication.name")
		String checkedResult() {
			this.seen.executed++;
			return "admin";
		}

	}

	@Hub("reactive")
	static class ReactiveHub {

		@HubMethod
		@PreAuthorize("hasRole('ADMIN')")
		Mono<String> mono() {
			return Mono.just("done");
		}

		@HubMethod
		@PreAuthorize("hasRole('ADMIN')")
		Flux<String> flux() {
			return Flux.just("done");
		}

	}

}
