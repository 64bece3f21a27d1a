// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

/**
 * Picks clients to be observed: their connection says so to the service, which tells more
 * about it in its logs, and to hubs by the header {@code Asrs-Is-Diagnostic-Client}
 * (service protocol reference, 4.4 and 6.12). Such a connection stays when its
 * authentication expires. Runs once for each client, when it negotiates; must not block.
 * Declare a bean to use it; without one no client is observed.
 */
@FunctionalInterface
public interface DiagnosticClientFilter {

	/**
	 * Whether a client is to be observed.
	 * @param context the negotiate request
	 * @return {@code true} if it is
	 */
	boolean isDiagnostic(NegotiateContext context);

}
