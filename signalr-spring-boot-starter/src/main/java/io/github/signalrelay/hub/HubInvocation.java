// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Call of a hub method, as a {@link HubFilter} sees it. Made by the library.
 *
 * @param caller the client that calls
 * @param hubName name of the hub
 * @param hubType class of the hub, not of a proxy around it
 * @param hub the bean that is called
 * @param methodName name of the method, as clients know it
 * @param method the method, of the hub's class
 * @param arguments values of all parameters, in order: what the client has sent, and what
 * is supplied
 */
public record HubInvocation(HubCaller caller, String hubName, Class<?> hubType, Object hub, String methodName,
		Method method, List<@Nullable Object> arguments) {

	public HubInvocation {
		arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
	}

	/**
	 * The same call with other arguments. Values that do not fit the parameters fail the
	 * call.
	 * @param values values of all parameters, in order
	 * @return the changed call
	 * @throws IllegalArgumentException if there are more or fewer of them
	 */
	public HubInvocation withArguments(List<? extends @Nullable Object> values) {
		Assert.isTrue(values.size() == this.arguments.size(),
				() -> "arguments: " + values.size() + " (expected: " + this.arguments.size() + ")");
		return new HubInvocation(this.caller, this.hubName, this.hubType, this.hub, this.methodName, this.method,
				new ArrayList<>(values));
	}

	/**
	 * The same call with another argument.
	 * @param index position of the parameter, from 0
	 * @param value its new value
	 * @return the changed call
	 * @throws IndexOutOfBoundsException if there is no such parameter
	 */
	public HubInvocation withArgument(int index, @Nullable Object value) {
		List<@Nullable Object> values = new ArrayList<>(this.arguments);
		values.set(index, value);
		return withArguments(values);
	}

	/** Leaves the arguments out: they are the client's. */
	@Override
	public String toString() {
		return "HubInvocation[" + this.hubName + "." + this.methodName + "]";
	}

}
