// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs.orders;

import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;

import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethodArgumentResolver;

@Component
class TableResolver implements HubMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Table.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, HubCaller caller) {
		return new Table((String) caller.items().get("table"));
	}

}
