// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.identity;

import java.util.Set;

/**
 * Who an app server is, according to an identity provider.
 *
 * @param name subject of its token, for the log
 * @param actions what it may do
 */
public record AppServerIdentity(String name, Set<DataAction> actions) {

	public AppServerIdentity {
		actions = Set.copyOf(actions);
	}

}
