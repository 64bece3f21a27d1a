// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.chatter;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.HubMigration;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;

/**
 * Passes numbered messages on to groups.
 */
@Hub(ChatterHub.NAME)
class ChatterHub {

	static final String NAME = "chatter";

	private final Callbacks callbacks;

	private final Farewell farewell;

	ChatterHub(Callbacks callbacks, Farewell farewell) {
		this.callbacks = callbacks;
		this.farewell = farewell;
	}

	@OnConnected
	void connected(HubCaller caller, @Nullable HubMigration move) {
		this.callbacks.connected(caller.connectionId());
		if (move != null) {
			this.callbacks.moved();
		}
		this.farewell.connected(caller.connectionId());
	}

	@OnDisconnected
	void disconnected(HubCaller caller, @Nullable HubMigration move) {
		this.callbacks.disconnected(caller.connectionId());
		if (move != null) {
			this.callbacks.moved();
		}
	}

	@HubMethod
	CompletionStage<Void> join(String channel, HubCaller caller, Groups groups) {
		return groups.add(caller.connectionId(), channel);
	}

	@HubMethod
	CompletionStage<Void> leave(String channel, HubCaller caller, Groups groups) {
		return groups.remove(caller.connectionId(), channel);
	}

	/** Passes a message on, and answers when it is on its way. */
	@HubMethod
	CompletionStage<Integer> say(String sender, String channel, int sequence, HubCaller caller) {
		return caller.clients().group(channel).send("said", sender, channel, sequence).thenApply((sent) -> sequence);
	}

	/** Answers after a while; until then the calls behind it wait. */
	@HubMethod
	Mono<Integer> ask(int number, int millis) {
		return Mono.delay(Duration.ofMillis(millis)).thenReturn(number);
	}

}
