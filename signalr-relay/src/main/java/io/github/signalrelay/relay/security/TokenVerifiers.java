// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AccessTokenVerifier;
import io.github.signalrelay.relay.RelaySettings;

/**
 * Which keys are good for what.
 *
 * @param servers for tokens of app servers: the access keys
 * @param clients for tokens of clients: the access keys, and those given out for a while
 * @param retired for clients that are connected: access keys of the past
 */
public record TokenVerifiers(AccessTokenVerifier servers, AccessTokenVerifier clients, AccessTokenVerifier retired) {

	/**
	 * Makes the verifiers of a relay.
	 * @param keys the access keys
	 * @param temporary keys that were given out for a while, or {@code null} where none
	 * are
	 * @param access rules about audience and clocks
	 * @param clock tells the time
	 * @return the verifiers
	 */
	public static TokenVerifiers of(AccessKeys keys, @Nullable TemporaryKeys temporary, RelaySettings.Access access,
			Clock clock) {
		AccessTokenVerifier servers = new AccessTokenVerifier((keyId) -> keys.current(), access.audience(),
				access.clockSkew(), clock);
		AccessTokenVerifier clients = (temporary == null) ? servers
				: new AccessTokenVerifier((keyId) -> both(keys.current(), temporary.candidates(keyId)),
						access.audience(), access.clockSkew(), clock);
		return new TokenVerifiers(servers, clients,
				new AccessTokenVerifier((keyId) -> keys.retired(), access.audience(), access.clockSkew(), clock));
	}

	private static List<AccessKey> both(List<AccessKey> first, List<AccessKey> second) {
		if (second.isEmpty()) {
			return first;
		}
		List<AccessKey> all = new ArrayList<>(second);
		all.addAll(first);
		return all;
	}

}
