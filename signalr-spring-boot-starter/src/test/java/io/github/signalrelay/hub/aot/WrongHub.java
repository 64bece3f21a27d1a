// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.aot;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubMethod;

/** Asks for clients of another hub. */
@Hub("wrong")
class WrongHub {

	@HubMethod
	void call(HubCallerClients<BookingHub.Guest> clients) {
	}

}
