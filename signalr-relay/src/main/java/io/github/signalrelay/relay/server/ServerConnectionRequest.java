// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.HubScope;

/**
 * What an app server said when it opened a server connection, token checked.
 *
 * @param scope hub that the connection serves
 * @param connectionId the {@code cid} of the request, new for every attempt
 * @param serverId id of the app server's process
 * @param target node that a rebalance ping named, or {@code null}
 * @param userAgent what the app server's SDK calls itself, or {@code null} when it does
 * not say
 */
public record ServerConnectionRequest(HubScope scope, String connectionId, String serverId, @Nullable String target,
		@Nullable String userAgent) {

	/** As the SDK for .NET calls itself, whatever package of it. */
	private static final Pattern DOTNET_SDK = Pattern
		.compile("Microsoft\\.Azure\\.SignalR[^/]*/(\\d{1,4})\\.(\\d{1,4})\\b.*");

	/** As an SDK begins to call itself that is of this project. */
	private static final String OWN_SDK = "signalr-spring-boot-starter/";

	/**
	 * A request of an SDK that does not say what it is.
	 * @param scope hub that the connection serves
	 * @param connectionId the {@code cid} of the request
	 * @param serverId id of the app server's process
	 * @param target node that a rebalance ping named, or {@code null}
	 */
	public ServerConnectionRequest(HubScope scope, String connectionId, String serverId, @Nullable String target) {
		this(scope, connectionId, serverId, target, null);
	}

	/**
	 * Whether the app server uses the SDK of this project, which knows all message types.
	 * @return {@code true} if it says so
	 */
	boolean isOwnSdk() {
		return this.userAgent != null && this.userAgent.startsWith(OWN_SDK);
	}

	/**
	 * Whether the app server uses a version of the SDK for .NET that does not know flow
	 * control, which came with 1.26.1 (service protocol reference, 3.3). Others have to
	 * be believed.
	 * @return {@code true} for versions before 1.26
	 */
	boolean isSdkWithoutFlowControl() {
		Matcher version = DOTNET_SDK.matcher((this.userAgent != null) ? this.userAgent : "");
		if (!version.matches()) {
			return false;
		}
		int major = Integer.parseInt(version.group(1));
		return major < 1 || (major == 1 && Integer.parseInt(version.group(2)) < 26);
	}

}
