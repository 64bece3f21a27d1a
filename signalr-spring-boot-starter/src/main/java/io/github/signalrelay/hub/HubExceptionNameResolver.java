// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import org.jspecify.annotations.Nullable;

/**
 * Gives exceptions the names that clients see before the message: of a
 * {@link HubException} always, of others with {@link HubOptions#enableDetailedErrors()
 * detailed errors}. Clients that were written for ASP.NET Core may look for names such as
 * {@code InvalidOperationException}. Declare beans to use them; the first one in order
 * that knows an exception names it. May be called by any thread; must not block.
 */
@FunctionalInterface
public interface HubExceptionNameResolver {

	/**
	 * Name of an exception.
	 * @param error the exception
	 * @return the name, or {@code null} for the default: the simple name of its class
	 */
	@Nullable String resolveName(Throwable error);

}
