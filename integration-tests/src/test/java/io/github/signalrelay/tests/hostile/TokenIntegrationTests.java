// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.hostile;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.raw.Negotiation;
import io.github.signalrelay.tests.raw.RawClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tokens that a relay must refuse, each made of a good one by changing one thing.
 */
class TokenIntegrationTests {

	private static final Duration LONG_AGO = Duration.ofHours(2);

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static Deployment deployment;

	private static Bystanders bystanders;

	@BeforeAll
	static void start() {
		deployment = RelayDeployment.withTwoAppServers();
		bystanders = Bystanders.connect(HTTP, deployment.hubs());
	}

	@AfterAll
	static void stop() {
		bystanders.assertUndisturbed();
		bystanders.close();
		deployment.close();
	}

	/**
	 * A changed token.
	 *
	 * @param name what is wrong
	 * @param change makes the token out of a good one
	 */
	record BadToken(String name, Change change) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	/** Makes a token out of the claims of a good one. */
	@FunctionalInterface
	interface Change {

		String apply(JWTClaimsSet good) throws Exception;

	}

	static Stream<BadToken> badTokens() {
		String key = RelayDeployment.ACCESS_KEY;
		Date past = Date.from(Instant.now().minus(LONG_AGO));
		Date future = Date.from(Instant.now().plus(LONG_AGO));
		return Stream.of(new BadToken("no token", (good) -> ""), new BadToken("no JWT", (good) -> "swordfish"),
				new BadToken("three dots", (good) -> "a.b.c"),
				new BadToken("signed with another key", (good) -> Tokens.hs256(good, key + "!")),
				new BadToken("expired", (good) -> Tokens.hs256(builder(good).expirationTime(past).build(), key)),
				new BadToken("without an expiry",
						(good) -> Tokens.hs256(builder(good).expirationTime(null).build(), key)),
				new BadToken("not valid yet", (good) -> Tokens.hs256(builder(good).notBeforeTime(future).build(), key)),
				new BadToken("for another host",
						(good) -> Tokens.hs256(builder(good).audience("http://other.example/client/?hub=test").build(),
								key)),
				new BadToken("for another hub", (good) -> Tokens.hs256(
						builder(good).audience(good.getAudience().get(0).replace("hub=test", "hub=chat")).build(),
						key)),
				new BadToken("for app servers", (good) -> Tokens.hs256(
						builder(good).audience(good.getAudience().get(0).replace("/client/", "/server/")).build(),
						key)),
				new BadToken("without an audience",
						(good) -> Tokens.hs256(builder(good).audience((String) null).build(), key)),
				new BadToken("alg none", Tokens::unsigned),
				new BadToken("alg NONE in capitals", Tokens::unsignedInCapitals),
				new BadToken("alg none with the old signature", (good) -> Tokens.unsigned(good) + "c2lnbmF0dXJl"),
				new BadToken("signed with RS256", Tokens::rs256), new BadToken("over 4 KiB",
						(good) -> Tokens.hs256(builder(good).claim("filler", "x".repeat(5000)).build(), key)));
	}

	private static JWTClaimsSet.Builder builder(JWTClaimsSet good) {
		return new JWTClaimsSet.Builder(good);
	}

	@ParameterizedTest
	@MethodSource("badTokens")
	void badTokensAreRefused(BadToken bad) throws Exception {
		Negotiation good = negotiate();
		String token = bad.change().apply(SignedJWT.parse(good.accessToken()).getJWTClaimsSet());
		assertThat(negotiateStatus(good.withToken(token))).as("negotiate").isEqualTo(401);
		assertThat(upgradeStatus(good.withToken(token))).as("WebSocket").isEqualTo(401);
	}

	@Test
	void theUnchangedTokenIsTaken() throws Exception {
		Negotiation good = negotiate();
		String again = Tokens.hs256(SignedJWT.parse(good.accessToken()).getJWTClaimsSet(), RelayDeployment.ACCESS_KEY);
		assertThat(negotiateStatus(good.withToken(again))).isEqualTo(200);
		RawClient.connect(HTTP, good.withToken(again), (message) -> {
		}).get(20, TimeUnit.SECONDS).close();
	}

	@Test
	void tokensInTwoPlacesMustAgreeOrBeRefused() throws Exception {
		Negotiation good = negotiate();
		URI both = URI.create(good.relayNegotiate() + "&access_token=swordfish");
		HttpRequest request = HttpRequest.newBuilder(both)
			.header("Authorization", "Bearer " + good.accessToken() + "x")
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(401);
	}

	private static Negotiation negotiate() throws Exception {
		return Negotiation.with(HTTP, deployment.hubs().get(0), "").get(20, TimeUnit.SECONDS);
	}

	private static int negotiateStatus(Negotiation negotiation) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(negotiation.relayNegotiate())
			.POST(HttpRequest.BodyPublishers.noBody());
		if (!negotiation.accessToken().isEmpty()) {
			request.header("Authorization", "Bearer " + negotiation.accessToken());
		}
		return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
	}

	private static int upgradeStatus(Negotiation negotiation) {
		ExecutionException failure = catchThrowableOfType(ExecutionException.class,
				() -> RawClient.open(HTTP, negotiation, (message) -> {
				}).get(20, TimeUnit.SECONDS));
		assertThat(failure).as("the upgrade is refused").isNotNull();
		assertThat(failure).hasCauseInstanceOf(WebSocketHandshakeException.class);
		return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
	}

}
