// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.connection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Addresses of one service, and the audiences of the tokens for them (service protocol
 * reference, 1.1, 1.4, 4.2 and 4.3). Results are texts, since hub names and queries go in
 * as they are. Immutable.
 */
public final class ServiceUrls {

	private static final String CLIENT = "client/?hub=";

	private static final String SERVER = "server/?hub=";

	private final ConnectionString connectionString;

	private final @Nullable String applicationName;

	/**
	 * Makes the addresses of a service.
	 * @param connectionString where it is
	 * @param applicationName put before hub names, so that several applications can share
	 * a service; {@code null} or empty for none
	 */
	public ServiceUrls(ConnectionString connectionString, @Nullable String applicationName) {
		this.connectionString = connectionString;
		this.applicationName = (applicationName == null || applicationName.isEmpty()) ? null : applicationName;
	}

	/**
	 * Name of a hub on the service.
	 * @param hub name of the hub
	 * @return the name in lower case, with the application's before it
	 */
	public String hubName(String hub) {
		String name = (this.applicationName != null) ? this.applicationName + "_" + hub : hub;
		return name.toLowerCase(Locale.ROOT);
	}

	/**
	 * Where an app server opens a connection.
	 * @param hub name of the hub
	 * @param connectionId id of the server connection, a GUID
	 * @param target instance of the service that it is meant for, as asked by a rebalance
	 * ping, or {@code null}
	 * @return a {@code ws} or {@code wss} address
	 */
	public String server(String hub, String connectionId, @Nullable String target) {
		String base = this.connectionString.serverBase().replaceFirst("^http", "ws");
		String url = base + SERVER + hubName(hub) + "&cid=" + connectionId;
		return (target != null && !target.isEmpty()) ? url + "&target=" + encode(target) : url;
	}

	/**
	 * Audience of a token for {@link #server}.
	 * @param hub name of the hub
	 * @return the audience, without port
	 */
	public String serverAudience(String hub) {
		return this.connectionString.audienceBase() + SERVER + hubName(hub);
	}

	/**
	 * Where clients are sent that did not negotiate over HTTP.
	 * @param hub name of the hub
	 * @return an {@code http} or {@code https} address
	 */
	public String client(String hub) {
		return this.connectionString.clientBase() + CLIENT + hubName(hub);
	}

	/**
	 * Where a client is sent.
	 * @param hub name of the hub
	 * @param request the negotiate request
	 * @return an {@code http} or {@code https} address
	 */
	public String client(String hub, ClientRequest request) {
		StringBuilder url = new StringBuilder(client(hub));
		String path = request.hubPath();
		if (!path.isEmpty()) {
			url.append("&asrs.op=").append(encode(path));
		}
		if (!request.query().isEmpty()) {
			url.append('&').append(request.query());
		}
		url.append("&asrs_request_id=").append(encode(request.requestId()));
		appendUnlessEmpty(url, "&asrs_lang=", request.culture());
		appendUnlessEmpty(url, "&asrs_ui_lang=", request.uiCulture());
		return url.toString();
	}

	private static void appendUnlessEmpty(StringBuilder url, String parameter, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			url.append(parameter).append(encode(value));
		}
	}

	/**
	 * Audience of a token for {@link #client}.
	 * @param hub name of the hub
	 * @return the audience, without port, path and query of the request
	 */
	public String clientAudience(String hub) {
		return this.connectionString.audienceBase() + CLIENT + hubName(hub);
	}

	/**
	 * Form encoding as the original does it, which leaves three more characters alone.
	 */
	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8)
			.replace("%21", "!")
			.replace("%28", "(")
			.replace("%29", ")");
	}

}
