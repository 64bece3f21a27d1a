// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.definition;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.binding.ArgumentSource;

/**
 * A method or callback of a hub.
 *
 * @param name name that clients use
 * @param method the method, of the hub's class
 * @param sources where each parameter comes from; {@code null} for the next argument of
 * the client
 * @param argumentTypes types of the client's arguments, in order
 * @param uploadTypes types of the items of each upload stream, in order
 * @param returnStyle what the method returns
 * @param streaming whether what it returns, at once or later, is a stream of items
 */
public record HubMethodDefinition(String name, Method method, List<@Nullable ArgumentSource> sources,
		List<Type> argumentTypes, List<Type> uploadTypes, ReturnStyle returnStyle, boolean streaming) {

	public HubMethodDefinition {
		sources = Collections.unmodifiableList(new ArrayList<>(sources));
		argumentTypes = List.copyOf(argumentTypes);
		uploadTypes = List.copyOf(uploadTypes);
	}

}
