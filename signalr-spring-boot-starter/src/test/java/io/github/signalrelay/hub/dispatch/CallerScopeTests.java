// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolder;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.runtime.HubEnvironment;
import io.github.signalrelay.hub.security.RoleClaimsAuthenticationConverter;
import io.github.signalrelay.hub.security.SecurityContextScope;
import io.github.signalrelay.protocol.service.Claim;

import static org.assertj.core.api.Assertions.assertThat;

/** The caller's identity on the threads that run hub methods, and after them. */
class CallerScopeTests {

	private static final String NAME = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name";

	private final ExecutorService oneThread = Executors.newSingleThreadExecutor();

	private final HubFixture fixture = new HubFixture((options) -> options,
			(environment) -> new HubEnvironment(environment.options(), List.of(), environment.protocols(),
					this.oneThread,
					new SecurityContextScope(new RoleClaimsAuthenticationConverter(),
							SecurityContextHolder.getContextHolderStrategy()),
					List.of(), List.of()),
			IdentityHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
		this.oneThread.shutdownNow();
	}

	@Test
	void thePooledThreadKnowsNobodyAfterwards() throws Exception {
		TestClient client = connect("Ann", "ROLE_A");
		client.invoke("1", "blocking", "");
		client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":\"Ann [ROLE_A]\"}");
		client.invoke("2", "fails", "");
		assertThat(this.oneThread.submit(() -> SecurityContextHolder.getContext().getAuthentication())
			.get(10, TimeUnit.SECONDS)).isNull();
	}

	@Test
	void theReceivingThreadKnowsWhoItKnewBefore() {
		TestClient client = connect("Ann", "ROLE_A");
		Authentication own = new TestingAuthenticationToken("me", "");
		SecurityContextHolder.getContext().setAuthentication(own);
		try {
			client.invoke("1", "reactive", "");
			client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":\"Ann [ROLE_A] Ann\"}");
			assertThat(SecurityContextHolder.getContext().getAuthentication()).isSameAs(own);
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	@Test
	void theTokenSaysWhichClaimsAreNameAndRoles() {
		TestClient client = client(
				List.of(new Claim("asrs.s.nt", "nick"), new Claim("asrs.s.rt", "team"), new Claim("nick", "Annie"),
						new Claim(NAME, "Ann"), new Claim("team", "red"), new Claim("team", "blue")));
		client.invoke("1", "blocking", "");
		client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":\"Annie [red, blue]\"}");
	}

	@Test
	void refusalsAreToldWithoutDetail() {
		TestClient client = connect("Ann", "ROLE_A");
		client.invoke("1", "denied", "");
		client.awaitMessages(
				"{\"type\":3,\"invocationId\":\"1\",\"error\":\"Failed to invoke 'denied' because user is unauthorized\"}");
		client.invoke("2", "Unauthenticated", "");
		client.awaitMessages(
				"{\"type\":3,\"invocationId\":\"1\",\"error\":\"Failed to invoke 'denied' because user is unauthorized\"}",
				"{\"type\":3,\"invocationId\":\"2\",\"error\":\"Failed to invoke 'unauthenticated' because user is unauthorized\"}");
		assertThat(client.isClosedByServer()).isFalse();
	}

	private TestClient connect(String name, String role) {
		return client(List.of(new Claim(NAME, name),
				new Claim("http://schemas.microsoft.com/ws/2008/06/identity/claims/role", role)));
	}

	private TestClient client(List<Claim> claims) {
		TestClient client = new TestClient(this.fixture, this.fixture.dispatcher(), this.fixture.link, "s1", claims,
				Map.of(), "");
		client.send("{\"protocol\":\"json\",\"version\":1}");
		client.awaitReceived("{}");
		return client;
	}

	@Hub("identity")
	static class IdentityHub {

		@HubMethod
		String blocking() {
			Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
			return authentication.getName() + " " + authentication.getAuthorities();
		}

		@HubMethod
		Mono<String> reactive() {
			String atCall = blocking();
			return ReactiveSecurityContextHolder.getContext()
				.map((context) -> atCall + " " + context.getAuthentication().getName());
		}

		@HubMethod
		void fails() {
			throw new IllegalStateException("on purpose");
		}

		@HubMethod
		void denied() {
			throw new AccessDeniedException("no");
		}

		@HubMethod
		Mono<Void> unauthenticated() {
			return Mono.error(new BadCredentialsException("no"));
		}

	}

}
