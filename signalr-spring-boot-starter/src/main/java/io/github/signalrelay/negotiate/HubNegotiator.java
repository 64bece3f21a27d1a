// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.hub.dispatch.RegisteredHub;
import io.github.signalrelay.protocol.connection.ClientRequest;
import io.github.signalrelay.protocol.negotiate.NegotiateResponse;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.AccessTokenTooLongException;

/**
 * Answers requests to the hubs' paths: clients are sent to a relay with a token for it
 * (service protocol reference, 4.1 to 4.5). As with the original, a request to the hub
 * itself is answered like one to its negotiate endpoint, because no client connects to
 * the application directly. May be used by any thread; never blocks.
 */
public final class HubNegotiator {

	private static final Logger logger = LoggerFactory.getLogger(HubNegotiator.class);

	private final HubPaths paths;

	private final RequestIdProvider requestIds;

	private final NegotiateTargets targets;

	private final ClientTokens tokens;

	/** Absent where relays are not asked to keep claims. */
	private final @Nullable ShortTokens shortTokens;

	/**
	 * Creates a negotiator.
	 * @param paths paths of the hubs
	 * @param requestIds gives each request its id
	 * @param targets chooses the relay
	 * @param tokens says what stands in tokens
	 * @param claimsInRelay whether claims that do not fit into a token are given to the
	 * relay to keep, which has to be one of this project; otherwise such clients are
	 * answered 413
	 */
	public HubNegotiator(HubPaths paths, RequestIdProvider requestIds, NegotiateTargets targets, ClientTokens tokens,
			boolean claimsInRelay) {
		this.shortTokens = claimsInRelay ? new ShortTokens() : null;
		this.paths = paths;
		this.requestIds = requestIds;
		this.targets = targets;
		this.tokens = tokens;
	}

	/**
	 * Answers a request.
	 * @param path path of the request within the application
	 * @param method HTTP method
	 * @param uri address of the request, as Spring resolved it from forwarded headers
	 * @param headers headers of the request
	 * @param principal who is authenticated, or {@code null}
	 * @param locale language of the client, as Spring resolved it, or {@code null}
	 * @return what to send
	 */
	public NegotiateReply negotiate(String path, String method, URI uri, Map<String, List<String>> headers,
			@Nullable Principal principal, @Nullable Locale locale) {
		RegisteredHub hub = this.paths.find(path);
		if (hub == null) {
			return NegotiateReply.text(404, "There is no hub at this path.");
		}
		if ("OPTIONS".equals(method) || (HubPaths.isNegotiate(path) && !"POST".equals(method))) {
			return NegotiateReply.METHOD_NOT_ALLOWED;
		}
		return redirect(hub, new NegotiateContext(hub.name(), uri, contextPath(uri, path), headers, principal), locale);
	}

	private static String contextPath(URI uri, String path) {
		String whole = String.valueOf(uri.getRawPath());
		return whole.endsWith(path) ? whole.substring(0, whole.length() - path.length()) : "";
	}

	private NegotiateReply redirect(RegisteredHub hub, NegotiateContext context, @Nullable Locale locale) {
		NegotiateTarget target = this.targets.targetFor(context);
		if (target instanceof NegotiateTarget.Answer answer) {
			return answer.reply();
		}
		return redirect(hub, context, (NegotiateTarget.Relay) target, locale);
	}

	private NegotiateReply redirect(RegisteredHub hub, NegotiateContext context, NegotiateTarget.Relay target,
			@Nullable Locale locale) {
		AccessTokenIssuer issuer = target.issuer();
		if (issuer == null) {
			return NegotiateReply.empty(500);
		}
		List<Claim> claims = this.tokens.claims(context, hub.options(), target.endpointCount());
		String token = token(issuer, target.urls().clientAudience(hub.name()), claims, target.claimsStore());
		if (token == null) {
			logger.warn(
					"Hub '{}': a client has too many claims for its access token{}; a ClaimsProvider bean may"
							+ " choose the needed ones.",
					hub.name(), (this.shortTokens != null) ? ", and they cannot be sent to the relay now" : "");
			return NegotiateReply.text(413, "AccessToken must not be longer than 4K.");
		}
		String url = target.urls().client(hub.name(), clientRequest(context, locale));
		return NegotiateReply.json(NegotiateResponse.redirect(url, token).toJson());
	}

	/** The token, or {@code null} if it would be too long. */
	private @Nullable String token(AccessTokenIssuer issuer, String audience, List<Claim> claims, ClaimsStore store) {
		try {
			return issuer.issue(audience, this.tokens.lifetime(), claims);
		}
		catch (AccessTokenTooLongException ex) {
			return shortToken(issuer, audience, claims, store);
		}
	}

	private @Nullable String shortToken(AccessTokenIssuer issuer, String audience, List<Claim> claims,
			ClaimsStore store) {
		if (this.shortTokens == null) {
			return null;
		}
		try {
			return this.shortTokens.issue(issuer, audience, this.tokens.lifetime(), claims, store);
		}
		catch (AccessTokenTooLongException ex) {
			return null;
		}
	}

	private ClientRequest clientRequest(NegotiateContext context, @Nullable Locale locale) {
		String path = context.uri().getPath();
		String query = context.uri().getRawQuery();
		String language = language(context, locale);
		return new ClientRequest((path != null) ? path : "", (query != null) ? query : "", this.requestIds.next(),
				language, language);
	}

	/**
	 * Language of the client. Spring falls back to that of this machine, which says
	 * nothing of the client.
	 */
	private static @Nullable String language(NegotiateContext context, @Nullable Locale locale) {
		boolean asked = context.headers().containsKey("Accept-Language");
		return (locale != null && (asked || !locale.equals(Locale.getDefault())))
				? locale.stripExtensions().toLanguageTag() : null;
	}

}
