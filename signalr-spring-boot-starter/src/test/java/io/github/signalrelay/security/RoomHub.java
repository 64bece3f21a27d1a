// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security;

import java.util.Optional;

import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;

@Hub("room")
class RoomHub {

	@HubMethod
	String enter(@RequestParam String room, @RequestHeader("User-Agent") Optional<String> program, String name) {
		return name + " enters " + room;
	}

}
