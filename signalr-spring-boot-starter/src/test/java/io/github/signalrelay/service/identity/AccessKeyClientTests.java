// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.identity;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.SigningKey;

import static org.assertj.core.api.Assertions.assertThat;

/** How a key is asked for (service protocol reference, 5.6). */
class AccessKeyClientTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final KeyService service;

	private final AccessKeyClient client = new AccessKeyClient(null, null, Duration.ofMillis(5));

	AccessKeyClientTests() throws Exception {
		this.service = new KeyService();
	}

	@AfterEach
	void stop() {
		this.service.close();
	}

	private Mono<SigningKey> get(Mono<String> token) {
		return this.client.get(this.service.endpoint().connectionString(), token);
	}

	@Test
	void theServerEndpointIsAskedWithTheIdentitysToken() {
		this.service.thenKey("one");
		StepVerifier.create(get(Mono.just("the-token")))
			.expectNext(new SigningKey(new AccessKey("key of one"), "one"))
			.expectComplete()
			.verify(LIMIT);
		assertThat(this.service.requests).containsExactly("GET " + KeyService.PATH + " Bearer the-token");
	}

	@Test
	void threeTimesInAllWithATokenForEach() {
		AtomicInteger tokens = new AtomicInteger();
		this.service.then(503, "").then(500, "").thenKey("late");
		StepVerifier.create(get(Mono.fromCallable(() -> "t" + tokens.incrementAndGet())))
			.expectNextMatches((key) -> "late".equals(key.id()))
			.expectComplete()
			.verify(LIMIT);
		assertThat(this.service.requests).extracting((request) -> request.substring(request.length() - 2))
			.containsExactly("t1", "t2", "t3");
	}

	@ParameterizedTest
	@CsvSource({ "401, trusts the identity provider", "403, SignalR App Server", "404, knows no identities",
			"503, status 503" })
	void theLastFailureIsTold(int status, String text) {
		this.service.then(500, "").then(500, "").then(status, "why").thenKey("too late");
		StepVerifier.create(get(Mono.just("the-token")))
			.expectErrorSatisfies((failure) -> assertThat(failure).hasMessageContaining(text)
				.hasMessageContaining("why")
				.hasMessageNotContaining("the-token"))
			.verify(LIMIT);
		assertThat(this.service.requests).hasSize(3);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{}", "nonsense", "{\"KeyId\":\"x\"}", "{\"KeyId\":\"x\",\"AccessKey\":\"\"}", "''" })
	void answersWithoutAKeyAreFailures(String body) {
		this.service.then(200, body).then(200, body).then(200, body);
		StepVerifier.create(get(Mono.just("t"))).expectError(IOException.class).verify(LIMIT);
	}

	@Test
	void withoutATokenNobodyIsAsked() {
		StepVerifier.create(get(Mono.error(new IllegalStateException("no login"))))
			.expectErrorMessage("no login")
			.verify(LIMIT);
		assertThat(this.service.requests).isEmpty();
	}

}
