// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.binding;

import org.jspecify.annotations.Nullable;

/**
 * Supplies parameters of one kind, so that clients need not send them. Asked once for
 * each parameter, at start.
 */
@FunctionalInterface
public interface ArgumentResolver {

	/**
	 * Where the values of a parameter come from.
	 * @param parameter the parameter
	 * @return the source, or {@code null} when this resolver does not supply the
	 * parameter
	 * @throws io.github.signalrelay.hub.HubDefinitionException if the parameter is of its
	 * kind, but not written as it must be
	 */
	@Nullable ArgumentSource resolve(HubParameter parameter);

}
