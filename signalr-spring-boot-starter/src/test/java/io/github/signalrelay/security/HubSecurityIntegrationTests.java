// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import com.nimbusds.jwt.SignedJWT;
import io.reactivex.rxjava3.core.Single;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;

import io.github.signalrelay.negotiate.UserIdProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who may do what, with the published client, in both kinds of web application. */
class HubSecurityIntegrationTests {

	private static final long PATIENCE = 20;

	private static final String ANN = basic("ann");

	private static final String BOB = basic("bob");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void allowedCallersCall(WebApplicationType type) {
		try (ConfigurableApplicationContext app = run(type, SecuredApplication.class)) {
			HubConnection client = connect(app, "/guarded", ANN, null);
			for (String method : List.of("blocking", "reactive", "secured", "rolesAllowed", "open")) {
				assertThat(invoke(client, method)).as(method).isEqualTo("done");
			}
			assertThat(stream(client, "streaming")).containsExactly("done");
			assertThat(invoke(client, "byArgument", "ann")).isEqualTo("ann");
			client.stop().blockingAwait();
			HubConnection admin = connect(app, "/admin", ANN, null);
			assertThat(invoke(admin, "reset")).isEqualTo("done");
			admin.stop().blockingAwait();
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void othersAreUnauthorizedAndStayConnected(WebApplicationType type) {
		try (ConfigurableApplicationContext app = run(type, SecuredApplication.class)) {
			for (String user : Arrays.asList(BOB, null)) {
				HubConnection client = connect(app, "/guarded", user, null);
				for (String method : List.of("blocking", "reactive", "secured", "rolesAllowed")) {
					assertThatThrownBy(() -> invoke(client, method)).as(method)
						.hasMessageEndingWith("Failed to invoke '" + method + "' because user is unauthorized");
				}
				assertThatThrownBy(() -> stream(client, "streaming"))
					.hasMessageEndingWith("Failed to invoke 'streaming' because user is unauthorized");
				assertThatThrownBy(() -> invoke(client, "byArgument", "ann"))
					.hasMessageEndingWith("Failed to invoke 'byArgument' because user is unauthorized");
				assertThat(invoke(client, "open")).isEqualTo("done");
				client.stop().blockingAwait();
			}
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void theIdentityReachesBothWorlds(WebApplicationType type) {
		try (ConfigurableApplicationContext app = run(type, SecuredApplication.class)) {
			assertIdentity(app, ANN, "ann", "ROLE_ADMIN");
			assertIdentity(app, BOB, "bob", "ROLE_USER");
			assertIdentity(app, null, "anonymousUser", "ROLE_ANONYMOUS");
		}
	}

	private static void assertIdentity(ConfigurableApplicationContext app, String basic, String name, String role) {
		HubConnection client = connect(app, "/guarded", basic, null);
		assertThat(List.of(invoke(client, "whoBlocking"), invoke(client, "whoReactive"),
				String.join("|", stream(client, "whoStreaming")), String.join("|", stream(client, "whoIterating"))))
			.allSatisfy((who) -> assertThat(who).startsWith(name + " [").contains(role).doesNotContain("|"));
		client.stop().blockingAwait();
	}

	/** What the token calls a role is no authority: the application has not said so. */
	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void claimsOfTokensReachTheHub(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, SecuredApplication.class)) {
			String jwt = SecuredApplication.jwt("carl", "read write");
			HubConnection client = connect(app, "/guarded", null, jwt);
			assertThat(invoke(client, "whoBlocking")).startsWith("carl [").contains("SCOPE_read", "SCOPE_write");
			assertThat(invoke(client, "whoBlocking")).doesNotContain("ADMIN");
			assertThat(client.invoke(List.class, "claims", "tenant").blockingGet()).isEqualTo(List.of("blue"));
			assertThat(invoke(client, "userId")).isEqualTo("carl");
			assertThat(invoke(client, "expression")).isEqualTo("carl/carl");
			assertThatThrownBy(() -> invoke(client, "blocking")).hasMessageContaining("because user is unauthorized");
			client.stop().blockingAwait();
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void connectionsEndWithTheirToken(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, SecuredApplication.class,
				"--signalr.hubs.guarded.close-on-authentication-expiration=true")) {
			String jwt = SecuredApplication.jwt("carl", "read", Instant.now().plusSeconds(4));
			HubConnection client = connect(app, "/guarded", null, jwt);
			HubConnection byPassword = connect(app, "/guarded", ANN, null);
			CompletableFuture<Optional<Exception>> closed = new CompletableFuture<>();
			client.onClosed((error) -> closed.complete(Optional.ofNullable(error)));
			assertThat(invoke(client, "userId")).isEqualTo("carl");
			assertThat(closed.get(PATIENCE, TimeUnit.SECONDS)).isEmpty();
			assertThat(invoke(byPassword, "userId")).as("does not expire").isEqualTo("ann");
			byPassword.stop().blockingAwait();
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void negotiateIsGuardedByTheFilterChain(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, SecuredApplication.class)) {
			HttpResponse<String> unknown = negotiate(app, "/admin", null);
			assertThat(unknown.statusCode()).isEqualTo(401);
			assertThat(unknown.body()).isEqualTo(shown(type, "Unauthorized"));
			HttpResponse<String> forbidden = negotiate(app, "/admin", BOB);
			assertThat(forbidden.statusCode()).isEqualTo(403);
			assertThat(forbidden.body()).isEqualTo(shown(type, "Forbidden"));
			assertThat(negotiate(app, "/admin", ANN).statusCode()).isEqualTo(200);
			assertThat(negotiate(app, "/guarded", null).statusCode()).isEqualTo(200);
			assertThatThrownBy(() -> connect(app, "/admin", BOB, null)).hasMessageContaining("403");
			assertThat(post(app, "/other", BOB).statusCode()).as("CSRF elsewhere").isIn(401, 403);
		}
	}

	@Test
	void theDocumentedRulesHold() throws Exception {
		try (ConfigurableApplicationContext app = run(WebApplicationType.SERVLET, DocumentedApplication.class)) {
			assertThat(negotiate(app, "/admin", null).statusCode()).isEqualTo(401);
			assertThat(negotiate(app, "/admin", ANN).statusCode()).isEqualTo(403);
		}
		try (ConfigurableApplicationContext app = run(WebApplicationType.SERVLET, DocumentedApplication.class,
				"--spring.security.user.roles=ADMIN")) {
			HubConnection client = connect(app, "/admin", ANN, null);
			assertThat(invoke(client, "reset")).isEqualTo("done");
			client.stop().blockingAwait();
		}
	}

	@Test
	void theDocumentedFiltersAndCancellationWork() {
		try (ConfigurableApplicationContext app = run(WebApplicationType.SERVLET, DocumentedApplication.class)) {
			HubConnection client = connect(app, "/reports?version=1", ANN, null);
			assertThat(invoke(client, "lookUp", "ham")).isEqualTo("ham: nothing known");
			assertThatThrownBy(() -> invoke(client, "lookUp", "spam")).hasMessageEndingWith("HubException: Not here.");
			assertThat(client.stream(Long.class, "primes", 10).take(3).toList().blockingGet()).containsExactly(11L, 13L,
					17L);
			assertThat(invoke(client, "lookUp", "eggs")).isEqualTo("eggs: nothing known");
			client.stop().blockingAwait();
			assertThat(refusal(app)).hasMessageContaining("HubException: Say which version you are.");
		}
	}

	/** The client may count as connected for a moment. */
	private static Throwable refusal(ConfigurableApplicationContext app) {
		HubConnection client = HubConnectionBuilder.create("http://127.0.0.1:" + port(app) + "/reports")
			.withTransport(TransportEnum.WEBSOCKETS)
			.withHeader("Authorization", ANN)
			.build();
		CompletableFuture<Throwable> closed = new CompletableFuture<>();
		client.onClosed(closed::complete);
		try {
			client.start().blockingAwait();
		}
		catch (RuntimeException ex) {
			return ex;
		}
		return closed.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
	}

	@Test
	void theDocumentedParametersAndExpiryHold() throws Exception {
		Instant start = Instant.now();
		try (ConfigurableApplicationContext app = run(WebApplicationType.SERVLET, DocumentedApplication.class,
				"--signalr.hubs.room.close-on-authentication-expiration=true")) {
			HubConnection client = connect(app, "/room?room=attic", ANN, null);
			assertThat(invoke(client, "enter", "eve")).isEqualTo("eve enters attic");
			client.stop().blockingAwait();
			Map<String, Object> claims = claims(negotiate(app, "/room", ANN));
			assertThat(claims).containsEntry("asrs.s.coae", "true");
			assertThat(Instant.ofEpochSecond(Long.parseLong((String) claims.get("asrs.s.aeo"))))
				.isBetween(start.plus(Duration.ofHours(8)).minusSeconds(1), Instant.now().plus(Duration.ofHours(8)));
		}
		try (ConfigurableApplicationContext app = run(WebApplicationType.SERVLET, DocumentedApplication.class)) {
			assertThat(claims(negotiate(app, "/room", ANN))).as("nobody has asked for it")
				.doesNotContainKeys("asrs.s.coae", "asrs.s.aeo");
		}
	}

	private static Map<String, Object> claims(HttpResponse<String> negotiated) throws Exception {
		String token = JSON.readTree(negotiated.body()).path("accessToken").asString();
		return SignedJWT.parse(token).getJWTClaimsSet().getClaims();
	}

	/** Everything behind a login, as Spring Boot has it by itself. */
	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void worksUnderTheDefaultsOfSpringBoot(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, DefaultSecurityApplication.class)) {
			HttpResponse<String> unknown = negotiate(app, "/guarded", null);
			assertThat(unknown.statusCode()).isEqualTo(401);
			assertThat(unknown.body()).isEqualTo(shown(type, "Unauthorized"));
			HubConnection client = connect(app, "/guarded", ANN, null);
			assertThat(invoke(client, "open")).isEqualTo("done");
			assertThat(invoke(client, "userId")).isEqualTo("id of ann in guarded");
			client.stop().blockingAwait();
			if (type == WebApplicationType.REACTIVE) {
				assertThat(post(app, "/_signalr/client/negotiate?hub=guarded", null).headers().map())
					.as("answered by the relay, which wants a token of its own")
					.doesNotContainKey("x-frame-options");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE" })
	void reactiveMethodSecurityHoldsToo(WebApplicationType type) {
		try (ConfigurableApplicationContext app = run(type, ReactiveMethodSecurityApplication.class)) {
			HubConnection ann = connect(app, "/guarded", ANN, null);
			assertThat(invoke(ann, "reactive")).isEqualTo("done");
			assertThat(stream(ann, "streaming")).containsExactly("done");
			ann.stop().blockingAwait();
			HubConnection bob = connect(app, "/guarded", BOB, null);
			assertThatThrownBy(() -> invoke(bob, "reactive"))
				.hasMessageEndingWith("Failed to invoke 'reactive' because user is unauthorized");
			assertThatThrownBy(() -> stream(bob, "streaming"))
				.hasMessageEndingWith("Failed to invoke 'streaming' because user is unauthorized");
			assertThat(invoke(bob, "whoReactive")).startsWith("bob [").contains("ROLE_USER");
			bob.stop().blockingAwait();
		}
	}

	/** Tomcat sends no reason phrase, which clients show when there is no body. */
	private static String shown(WebApplicationType type, String phrase) {
		return (type == WebApplicationType.SERVLET) ? phrase : "";
	}

	/** The entry points of HTTP Basic and of bearer tokens, which know no hubs. */
	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void wrongCredentialsAreRefusedInAWord(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, SecuredApplication.class)) {
			for (String credentials : List.of(basic("nobody"), "Bearer nonsense")) {
				HttpResponse<String> answer = negotiate(app, "/admin", credentials);
				assertThat(answer.statusCode()).isEqualTo(401);
				assertThat(answer.body()).isEqualTo(shown(type, "Unauthorized"));
				assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
			}
		}
	}

	private static ConfigurableApplicationContext run(WebApplicationType type, Class<?> application,
			String... arguments) {
		List<String> all = new ArrayList<>(
				List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off",
						"--signalr.relay.embedded.address=127.0.0.1", "--spring.jmx.enabled=false",
						"--spring.security.user.name=ann", "--spring.security.user.password=secret"));
		all.addAll(List.of(arguments));
		return new SpringApplicationBuilder(application).web(type).run(all.toArray(String[]::new));
	}

	private static HubConnection connect(ConfigurableApplicationContext app, String path, String basic, String jwt) {
		var builder = HubConnectionBuilder.create("http://127.0.0.1:" + port(app) + path)
			.withTransport(TransportEnum.WEBSOCKETS);
		if (basic != null) {
			builder.withHeader("Authorization", basic);
		}
		if (jwt != null) {
			builder.withAccessTokenProvider(Single.just(jwt));
		}
		HubConnection connection = builder.build();
		assertThat(connection.start().blockingAwait(PATIENCE, TimeUnit.SECONDS)).isTrue();
		return connection;
	}

	private static String invoke(HubConnection client, String method, Object... arguments) {
		return client.invoke(String.class, method, arguments).timeout(PATIENCE, TimeUnit.SECONDS).blockingGet();
	}

	private static List<String> stream(HubConnection client, String method) {
		return client.stream(String.class, method).timeout(PATIENCE, TimeUnit.SECONDS).toList().blockingGet();
	}

	private HttpResponse<String> negotiate(ConfigurableApplicationContext app, String path, String basic)
			throws Exception {
		return post(app, path + "/negotiate?negotiateVersion=1", basic);
	}

	private HttpResponse<String> post(ConfigurableApplicationContext app, String path, String basic) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(app) + path))
			.timeout(Duration.ofSeconds(PATIENCE))
			.POST(BodyPublishers.noBody());
		if (basic != null) {
			request.header("Authorization", basic);
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	private static int port(ConfigurableApplicationContext app) {
		return Integer.parseInt(app.getEnvironment().getRequiredProperty("local.server.port"));
	}

	private static String basic(String name) {
		return "Basic " + Base64.getEncoder().encodeToString((name + ":secret").getBytes(StandardCharsets.UTF_8));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(GuardedHub.class)
	static class DefaultSecurityApplication {

		@Bean
		UserIdProvider userIds() {
			return (context) -> (context.principal() != null)
					? "id of " + context.principal().getName() + " in " + context.hub() : null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableReactiveMethodSecurity
	@Import({ GuardedHub.class, AdminHub.class, SecuredApplication.Reactive.class })
	static class ReactiveMethodSecurityApplication {

	}

}
