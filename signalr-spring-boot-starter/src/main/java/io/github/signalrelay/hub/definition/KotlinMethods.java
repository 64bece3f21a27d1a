// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.definition;

import java.lang.reflect.Method;

import org.springframework.core.KotlinDetector;
import org.springframework.util.ClassUtils;

/**
 * What differs when a hub is written in Kotlin. Works, and finds nothing, where there is
 * no Kotlin.
 */
final class KotlinMethods {

	private static final boolean CALLABLE = KotlinDetector.isKotlinReflectPresent()
			&& ClassUtils.isPresent("kotlinx.coroutines.reactor.MonoKt", KotlinMethods.class.getClassLoader());

	private KotlinMethods() {
	}

	static boolean isSuspending(Method method) {
		return KotlinDetector.isSuspendingFunction(method);
	}

	/**
	 * Whether all that calls suspending functions is there.
	 * @return {@code false} if a library is missing
	 */
	static boolean canCallSuspending() {
		return CALLABLE;
	}

	/**
	 * Number of parameters that its author has given a method.
	 * @param method the method
	 * @return the number, without the continuation
	 */
	static int parameterCount(Method method) {
		return isSuspending(method) ? method.getParameterCount() - 1 : method.getParameterCount();
	}

}
