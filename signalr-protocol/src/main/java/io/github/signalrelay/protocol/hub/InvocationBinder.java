// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Tells a {@link HubProtocol} which Java types a message's values have. Called while a
 * message is parsed, on the parsing thread.
 */
public interface InvocationBinder {

	/** Expects nothing: for messages whose values are of no interest. */
	InvocationBinder NOTHING = new ResultBinder(null);

	/**
	 * Expects results of one type, and nothing else.
	 * @param type type of the results, whatever their invocation
	 * @return the binder, which any thread may use
	 */
	static InvocationBinder ofResult(Type type) {
		return new ResultBinder(type);
	}

	/**
	 * Types of the arguments that a method takes from the client.
	 * @param target name of the method in any case
	 * @return the types in order, or {@code null} when there is no such method
	 */
	@Nullable List<Type> parameterTypes(String target);

	/**
	 * Type of the result that an invocation of this side waits for.
	 * @param invocationId id of the invocation
	 * @return the type, or {@code null} when nothing waits
	 */
	@Nullable Type resultType(String invocationId);

	/**
	 * Type of the items of an upload stream.
	 * @param streamId id of the stream
	 * @return the type, or {@code null} when there is no such stream
	 */
	@Nullable Type streamItemType(String streamId);

}
