// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.identity;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.SigningKey;
import io.github.signalrelay.service.websocket.ServiceProxy;

/**
 * Asks a service over HTTP for a key to sign the tokens of clients with (service protocol
 * reference, 5.6). Any thread may use it.
 */
public final class AccessKeyClient {

	private static final String PATH = "api/v1/auth/accessKey";

	private static final Duration TIMEOUT = Duration.ofSeconds(100);

	private static final int MORE_TRIES = 2;

	private static final Duration PAUSE = Duration.ofSeconds(3);

	private static final int LONGEST_TEXT = 500;

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpClient client;

	private final @Nullable Supplier<SslContext> tls;

	private final Duration pause;

	/**
	 * Makes a client.
	 * @param proxy proxy on the way to the service, or {@code null}
	 * @param tls asked for the client's side of TLS when an address is {@code https}, or
	 * {@code null} to trust what Java trusts
	 */
	public AccessKeyClient(@Nullable ServiceProxy proxy, @Nullable Supplier<SslContext> tls) {
		this(proxy, tls, PAUSE);
	}

	AccessKeyClient(@Nullable ServiceProxy proxy, @Nullable Supplier<SslContext> tls, Duration pause) {
		HttpClient direct = HttpClient.create().responseTimeout(TIMEOUT);
		this.client = (proxy != null) ? direct.proxy(proxy::configure) : direct;
		this.tls = tls;
		this.pause = pause;
	}

	/**
	 * Asks for a key, three times at most.
	 * @param service where the service is
	 * @param token gets a token of the identity for each try
	 * @return the key, or an error that tells the last failure
	 */
	Mono<SigningKey> get(ConnectionString service, Mono<String> token) {
		URI address = URI.create(service.serverBase() + PATH);
		return token.flatMap((bearer) -> ask(address, bearer))
			.timeout(TIMEOUT)
			.retryWhen(Retry.fixedDelay(MORE_TRIES, this.pause).onRetryExhaustedThrow((spec, last) -> last.failure()));
	}

	private Mono<SigningKey> ask(URI address, String bearer) {
		return secured(address).headers((headers) -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + bearer))
			.get()
			.uri(address)
			.responseSingle((response, body) -> body.asString()
				.defaultIfEmpty("")
				.flatMap((text) -> read(response.status().code(), text)));
	}

	/** A bundle of certificates may have been replaced since the last time. */
	private HttpClient secured(URI address) {
		Supplier<SslContext> own = this.tls;
		return (own != null && "https".equals(address.getScheme()))
				? this.client.secure((spec) -> spec.sslContext(own.get())) : this.client;
	}

	private static Mono<SigningKey> read(int status, String text) {
		if (status != 200) {
			return Mono.error(new IOException("The service answered with status " + status + "." + hint(status)
					+ (text.isBlank() ? "" : " It says: " + shortened(text))));
		}
		try {
			JsonNode json = JSON.readTree(text);
			String id = json.path("KeyId").asString("");
			String key = json.path("AccessKey").asString("");
			return (id.isEmpty() || key.isEmpty()) ? Mono.error(new IOException("The service's answer has no key."))
					: Mono.just(new SigningKey(new AccessKey(key), id));
		}
		catch (JacksonException ex) {
			return Mono.error(new IOException("The service's answer is no JSON."));
		}
	}

	private static String hint(int status) {
		return switch (status) {
			case 401 -> " Check that it trusts the identity provider, and the audience of the token.";
			case 403 -> " The identity needs the role 'SignalR App Server'; an assignment may take half an hour to"
					+ " take effect.";
			case 404 -> " It knows no identities.";
			default -> "";
		};
	}

	private static String shortened(String text) {
		return (text.length() > LONGEST_TEXT) ? text.substring(0, LONGEST_TEXT) : text;
	}

}
