// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.identity;

import java.time.Clock;

import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.security.AccessKeys;
import io.github.signalrelay.relay.security.RefusalMeters;
import io.github.signalrelay.relay.security.RequestAuthenticator;
import io.github.signalrelay.relay.security.TemporaryKeys;
import io.github.signalrelay.relay.security.TokenVerifiers;

/**
 * Everything that decides about tokens at one relay.
 *
 * @param keys the access keys
 * @param authenticator checks tokens that access keys have signed
 * @param identities knows tokens of identity providers
 * @param exchange gives keys to those
 */
public record AccessControl(AccessKeys keys, RequestAuthenticator authenticator, AppServerIdentities identities,
		KeyExchange exchange) {

	/**
	 * Makes what a relay needs.
	 * @param settings the relay's settings
	 * @param tokens judges tokens of identity providers
	 * @param meters counts what is refused
	 * @param clock tells the time
	 * @return all of it
	 */
	public static AccessControl of(RelaySettings settings, AppServerTokens tokens, RefusalMeters meters, Clock clock) {
		AccessKeys keys = new AccessKeys(settings.accessKeys());
		AppServerIdentities identities = new AppServerIdentities(tokens, meters);
		TemporaryKeys temporary = new TemporaryKeys(keys, clock);
		TokenVerifiers verifiers = TokenVerifiers.of(keys, identities.areKnown() ? temporary : null, settings.access(),
				clock);
		return new AccessControl(keys, new RequestAuthenticator(verifiers, settings.basePath(), meters::countToken),
				identities, new KeyExchange(identities, temporary));
	}

}
