// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.health;

import org.springframework.boot.autoconfigure.SpringBootApplication;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;

/** An application with one hub. */
@SpringBootApplication
class WatchedApplication {

	@Hub("watched")
	static class WatchedHub {

		@HubMethod
		String echo(String text) {
			return text;
		}

	}

}
