// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMigration;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;

/** Example of docs/hubs.md. */
@Hub("arcade")
class ArcadeHub {

	private final Scores scores;

	ArcadeHub(Scores scores) {
		this.scores = scores;
	}

	@OnConnected
	void join(HubCaller caller, @Nullable HubMigration migration) {
		caller.items().put("scores", this.scores);
		if (migration == null) {
			caller.clients().others().send("joined", caller.connectionId());
		}
	}

	@OnDisconnected
	void leave(HubCaller caller, @Nullable HubMigration migration) {
		if (migration == null) {
			caller.clients().others().send("left", caller.connectionId());
		}
	}

}
