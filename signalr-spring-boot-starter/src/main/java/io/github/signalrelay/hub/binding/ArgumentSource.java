// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.binding;

import org.jspecify.annotations.Nullable;

/**
 * Supplies the value of one parameter for each call. Called on the thread that calls the
 * method.
 */
@FunctionalInterface
public interface ArgumentSource {

	/**
	 * The value for a call.
	 * @param context what surrounds the call
	 * @return the value
	 */
	@Nullable Object value(CallContext context);

}
