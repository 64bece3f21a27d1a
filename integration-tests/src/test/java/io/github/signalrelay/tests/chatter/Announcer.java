// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.chatter;

import java.util.concurrent.CompletionStage;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.HubContext;

/**
 * Sends to everybody from outside the hub. Any thread may use it.
 */
@Component
public class Announcer {

	/** The channel that everybody is in. */
	public static final String EVERYBODY = "everybody";

	private final HubContext<ClientProxy> hub;

	Announcer(@Qualifier(ChatterHub.NAME) HubContext<ClientProxy> hub) {
		this.hub = hub;
	}

	/**
	 * Sends a numbered message to all clients of all app servers.
	 * @param sender who says so
	 * @param sequence its number
	 * @param more further arguments
	 * @return completes when a service connection has it
	 */
	public CompletionStage<Void> announce(String sender, int sequence, String... more) {
		return this.hub.clients().all().send("said", sender, EVERYBODY, sequence, (more.length > 0) ? more[0] : "");
	}

}
