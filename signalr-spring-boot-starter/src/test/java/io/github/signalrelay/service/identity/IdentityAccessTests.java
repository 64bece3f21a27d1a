// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.identity;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import com.nimbusds.jose.JWSObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import io.github.signalrelay.protocol.service.AccessKeyRequest;
import io.github.signalrelay.protocol.service.AccessKeyResponse;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.TokenAlgorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When a key is asked for and what it is good for (service protocol reference, 5.6). */
class IdentityAccessTests {

	private final KeyService service;

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final MovableClock clock = new MovableClock();

	private final RecordingLink link = new RecordingLink();

	private @Nullable IdentityAccess access;

	IdentityAccessTests() throws Exception {
		this.service = new KeyService();
	}

	@AfterEach
	void stop() {
		if (this.access != null) {
			this.access.close();
		}
		this.service.close();
	}

	private IdentityAccess start() {
		IdentityAccess started = new IdentityAccess(this.service.endpoint(), "shop", TokenAlgorithm.HS256,
				(endpoint) -> CompletableFuture.completedFuture("token"),
				new AccessKeyClient(null, null, Duration.ofMillis(5)), this.scheduler, this.clock);
		this.access = started;
		pass(Duration.ZERO);
		return started;
	}

	private void pass(Duration time) {
		this.clock.now = this.clock.now.plus(time);
		this.scheduler.advanceTimeBy(time);
	}

	private static @Nullable String keyId(IdentityAccess access) {
		AccessTokenIssuer issuer = access.clientTokens();
		try {
			return (issuer == null) ? null
					: JWSObject.parse(issuer.issue("http://a/client/?hub=b", Duration.ofMinutes(1), List.of()))
						.getHeader()
						.getKeyID();
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void awaitKey(IdentityAccess of, String id) {
		await().until(() -> id.equals(keyId(of)));
	}

	@Test
	void tokensOfClientsAreSignedWithTheServicesKeyAndServersShowTheirOwn() {
		this.service.thenKey("one");
		IdentityAccess started = start();
		awaitKey(started, "one");
		assertThat(started.firstAnswer().toCompletableFuture()).isCompleted();
		assertThat(started.urls().clientAudience("chat")).isEqualTo("http://service.example.org/client/?hub=shop_chat");
	}

	@Test
	void aKeyIsRenewedAfter55MinutesAndGoodFor110() {
		this.service.thenKey("one");
		IdentityAccess started = start();
		awaitKey(started, "one");
		pass(Duration.ofMinutes(55));
		assertThat(this.service.requests).hasSize(1);
		this.service.thenKey("two");
		pass(Duration.ofMinutes(1));
		awaitKey(started, "two");
		// nobody answers from now on
		pass(Duration.ofMinutes(109));
		assertThat(keyId(started)).isEqualTo("two");
		pass(Duration.ofMinutes(1));
		assertThat(started.clientTokens()).isNull();
	}

	@Test
	void withoutAuthorisationTheServiceIsAskedAgainAfterFiveMinutes() {
		this.service.then(403, "").then(403, "").then(403, "");
		IdentityAccess started = start();
		await().until(() -> started.firstAnswer().toCompletableFuture().isDone());
		assertThat(started.clientTokens()).isNull();
		assertThat(this.service.requests).hasSize(3);
		pass(Duration.ofMinutes(5));
		assertThat(this.service.requests).hasSize(3);
		this.service.thenKey("at last");
		pass(Duration.ofMinutes(1));
		awaitKey(started, "at last");
	}

	@Test
	void everyConnectionAsksAtOnceAndEveryTenMinutesUntilItEnds() {
		this.service.thenKey("one");
		IdentityAccess started = start();
		awaitKey(started, "one");
		started.opened(this.link);
		pass(Duration.ZERO);
		assertThat(this.link.sent).containsExactly(new AccessKeyRequest("token", null));
		pass(Duration.ofMinutes(10));
		assertThat(this.link.sent).hasSize(2);
		started.closed(this.link);
		pass(Duration.ofMinutes(30));
		assertThat(this.link.sent).hasSize(2);
	}

	@Test
	void answersOnConnectionsReplaceTheKeyAndErrorsDoNot() {
		this.service.thenKey("one");
		IdentityAccess started = start();
		awaitKey(started, "one");
		started.received(new AccessKeyResponse("two", "key of two", "", null));
		assertThat(keyId(started)).isEqualTo("two");
		started.received(new AccessKeyResponse("two", null, "Forbidden", "no"));
		started.received(new AccessKeyResponse(null, null, null, null));
		assertThat(keyId(started)).isEqualTo("two");
	}

	@Test
	void nothingIsAskedForAfterTheEnd() {
		this.service.thenKey("one");
		IdentityAccess started = start();
		awaitKey(started, "one");
		started.opened(this.link);
		started.close();
		pass(Duration.ofHours(2));
		assertThat(this.service.requests).hasSize(1);
		assertThat(this.link.sent).hasSize(1);
	}

	private static final class RecordingLink implements ServiceLink {

		final List<ServiceMessage> sent = new CopyOnWriteArrayList<>();

		@Override
		public String id() {
			return "link";
		}

		@Override
		public void send(ServiceMessage message) {
			this.sent.add(message);
		}

		@Override
		public boolean isWritable() {
			return true;
		}

		@Override
		public void pauseInput(String connectionId) {
		}

		@Override
		public void resumeInput(String connectionId) {
		}

		@Override
		public void close() {
		}

	}

	private static final class MovableClock extends Clock {

		private volatile Instant now = Instant.parse("2026-11-22T08:00:00Z");

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
