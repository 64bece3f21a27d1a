// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.net.URI;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.negotiate.NegotiateContext;
import io.github.signalrelay.negotiate.NegotiateTarget;
import io.github.signalrelay.negotiate.NegotiateTargets;
import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.connection.ServiceUrls;
import io.github.signalrelay.protocol.service.StoreClaims;
import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.relay.Relay;

/**
 * Sends clients to the relay of this process: to the host that they negotiated with, at
 * the relay's base path, and at the relay's port where it has its own.
 */
final class EmbeddedNegotiateTargets implements NegotiateTargets {

	/**
	 * Also right for hosts that java.net.URI does not understand, such as my_app:8080.
	 */
	private static final Pattern PORT = Pattern.compile(":\\d+$");

	private static final Pattern TRAILING_SLASHES = Pattern.compile("/+$");

	private final AccessTokenIssuer issuer;

	private final AccessKey key;

	/** Path of the relay on a port of its own. */
	private final String basePath;

	/** Path of the relay within the application whose port it shares. */
	private final String sharedPath;

	private final @Nullable String applicationName;

	private final @Nullable URI publicUrl;

	private final @Nullable EmbeddedRelayPort ownPort;

	/** Takes claims of a client to the relay, by the name of the hub. */
	private final BiPredicate<String, StoreClaims> claims;

	EmbeddedNegotiateTargets(Relay relay, AccessTokenIssuer issuer, @Nullable String applicationName,
			EmbeddedRelayProperties properties, @Nullable EmbeddedRelayPort ownPort,
			BiPredicate<String, StoreClaims> claims) {
		this.claims = claims;
		this.issuer = issuer;
		this.key = relay.accessKeys().primary();
		this.basePath = relay.settings().basePath();
		this.applicationName = applicationName;
		this.sharedPath = properties.basePath();
		this.publicUrl = withoutTrailingSlash(properties.publicUrl());
		this.ownPort = ownPort;
	}

	@Override
	public NegotiateTarget targetFor(NegotiateContext context) {
		URI address = (this.publicUrl != null) ? this.publicUrl : addressFor(context);
		ConnectionString relay = new ConnectionString(address, this.key, null, null);
		return new NegotiateTarget.Relay(new ServiceUrls(relay, this.applicationName), this.issuer, 1,
				(stored) -> this.claims.test(context.hub(), stored));
	}

	private URI addressFor(NegotiateContext context) {
		URI asked = context.uri();
		String authority = String.valueOf(asked.getRawAuthority());
		if (this.ownPort != null) {
			return this.ownPort.address(PORT.matcher(authority).replaceFirst(""), this.basePath);
		}
		return URI.create(asked.getScheme() + "://" + authority + context.contextPath() + this.sharedPath);
	}

	private static @Nullable URI withoutTrailingSlash(@Nullable URI url) {
		return (url != null) ? URI.create(TRAILING_SLASHES.matcher(url.toString()).replaceFirst("")) : null;
	}

}
