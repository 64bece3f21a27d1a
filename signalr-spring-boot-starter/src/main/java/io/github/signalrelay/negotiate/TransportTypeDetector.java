// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.util.Set;

import io.github.signalrelay.protocol.negotiate.TransportType;

/**
 * Decides which transports a client may use, by its hub and its request: for example no
 * long polling for a hub that sends a lot, or no WebSockets behind a proxy that cuts
 * them. Runs once for each client, when it negotiates; must not block. Declare a bean to
 * use it; without one a client may use all transports that the relay has.
 * <p>
 * The answer goes to the relay in the client's token. The relay offers these transports
 * only, and refuses requests for the others with status 404.
 */
@FunctionalInterface
public interface TransportTypeDetector {

	/**
	 * Transports of a client.
	 * @param context the negotiate request; {@link NegotiateContext#hub()} tells the hub
	 * @return the transports; with none the client cannot connect
	 */
	Set<TransportType> transports(NegotiateContext context);

}
