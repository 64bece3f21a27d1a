// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.binding;

import java.lang.reflect.Method;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.SynthesizingMethodParameter;

/**
 * A parameter of a hub method or callback.
 *
 * @param hub class of the hub
 * @param clientType client interface of the hub
 * @param method the method
 * @param index position of the parameter, from 0
 * @param type type of the parameter, as seen from the hub class
 */
public record HubParameter(Class<?> hub, Class<?> clientType, Method method, int index, ResolvableType type) {

	/**
	 * The parameter as Spring describes it.
	 * @return the parameter, seen from the hub class
	 */
	public MethodParameter toMethodParameter() {
		return new SynthesizingMethodParameter(this.method, this.index).withContainingClass(this.hub);
	}

	/**
	 * Describes the parameter in messages to developers.
	 * @return text such as {@code parameter 2 of 'send'}
	 */
	public String describe() {
		return "parameter " + (this.index + 1) + " of '" + this.method.getName() + "'";
	}

}
