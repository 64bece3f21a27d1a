// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * Supplies parameters of hub methods and callbacks, so that clients do not send them.
 * Declare beans to use them: they are asked in order, ahead of what the library supplies
 * by itself.
 */
public interface HubMethodArgumentResolver {

	/**
	 * Whether this resolver supplies a parameter. Asked at start, once for each
	 * parameter.
	 * @param parameter the parameter; its containing class is the hub's
	 * @return {@code true} if it is not to come from the client
	 * @throws HubDefinitionException if the parameter is of this resolver's kind, but not
	 * written as it must be
	 */
	boolean supportsParameter(MethodParameter parameter);

	/**
	 * The value for one call. Called on the thread that calls the method, for reactive
	 * methods too, which must not be blocked. An exception fails the call.
	 * @param parameter the parameter
	 * @param caller the client
	 * @return the value
	 * @throws Exception if there is none
	 */
	@Nullable Object resolveArgument(MethodParameter parameter, HubCaller caller) throws Exception;

}
