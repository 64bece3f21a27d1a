// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.identity;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import com.nimbusds.jose.util.JSONObjectUtils;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.token.SigningKey;
import io.github.signalrelay.relay.negotiate.RelayRequest;
import io.github.signalrelay.relay.negotiate.RelayResponse;
import io.github.signalrelay.relay.security.RefusalMeters;
import io.github.signalrelay.relay.security.RequestAuthenticator;
import io.github.signalrelay.relay.security.RequestQuery;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.security.TokenUse;

/**
 * Answers {@code GET {base path}/api/v1/auth/accessKey} (service protocol reference,
 * 5.6). Any thread may use it; it never blocks.
 */
public final class AccessKeyEndpoint {

	private final KeyExchange exchange;

	private final RefusalMeters refusals;

	/**
	 * Makes the endpoint of a relay.
	 * @param exchange gives the keys out
	 * @param refusals counts who is turned away
	 */
	public AccessKeyEndpoint(KeyExchange exchange, RefusalMeters refusals) {
		this.exchange = exchange;
		this.refusals = refusals;
	}

	/**
	 * Answers a request of any method.
	 * @param request the request; its body does not matter
	 * @return completes with the response; never fails. 200 with the key, 401 or 403 as
	 * the token is, 404 where no identity provider is trusted, 503 where it cannot be
	 * asked
	 */
	public CompletionStage<RelayResponse> handle(RelayRequest request) {
		if (!this.exchange.isOpen()) {
			return refused(new RequestRefusedException(404,
					"This relay trusts no identity provider: use an access key in the connection string."));
		}
		if (!"GET".equals(request.method())) {
			return CompletableFuture.completedFuture(RelayResponse.text(405, "").with(Map.of("Allow", "GET")));
		}
		try {
			String token = RequestAuthenticator.token(request.headers().apply("Authorization"),
					RequestQuery.parse(request.query()));
			return this.exchange.exchange(token).thenApply(AccessKeyEndpoint::json).exceptionallyCompose(this::refused);
		}
		catch (RequestRefusedException ex) {
			return refused(ex);
		}
	}

	private CompletionStage<RelayResponse> refused(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		RelayResponse response = (cause instanceof RequestRefusedException ex)
				? RelayResponse.text(ex.status(), ex.text()).with(ex.headers()) : RelayResponse.text(500, "");
		this.refusals.count(TokenUse.ACCESS_KEY.label(), response.status());
		return CompletableFuture.completedFuture(response);
	}

	private static RelayResponse json(SigningKey key) {
		String body = JSONObjectUtils
			.toJSONString(Map.of("KeyId", String.valueOf(key.id()), "AccessKey", key.key().text()));
		return new RelayResponse(200, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
				Payload.utf8(body));
	}

}
