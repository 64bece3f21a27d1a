// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.aot;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;

/** A hub that is made by a method. */
@Hub("own")
class OwnHub {

	@HubMethod
	String who() {
		return "own";
	}

}
