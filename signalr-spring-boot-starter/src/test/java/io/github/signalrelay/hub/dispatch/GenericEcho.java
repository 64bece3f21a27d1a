// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import io.github.signalrelay.hub.HubMethod;

/** Its type is known in the hub only. */
class GenericEcho<T> {

	@HubMethod
	T inherited(T value) {
		return value;
	}

}
