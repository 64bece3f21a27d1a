// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Ping;

/**
 * Pings of the service protocol (reference, 3.6): flat lists of keys and values.
 */
final class ServerPings {

	static final Ping KEEP_ALIVE = new Ping(List.of());

	static final Ping FIN_ACK = new Ping(List.of("shutdown", "finack"));

	private ServerPings() {
	}

	/** Value of the first such key, or null. An odd last text is ignored. */
	static @Nullable String value(Ping ping, String key) {
		List<String> texts = ping.messages();
		for (int index = 0; index + 1 < texts.size(); index += 2) {
			if (texts.get(index).equals(key)) {
				return texts.get(index + 1);
			}
		}
		return null;
	}

	/** The capacity only where one is told: any number switches weights on. */
	static Ping status(ServerConnectionHub hub) {
		List<String> texts = new ArrayList<>(List.of("status", hub.hasClients() ? "1" : "0", "clientcount",
				Integer.toString(hub.clientCount()), "servercount", Integer.toString(hub.serverConnectionCount())));
		if (hub.capacity() > 0) {
			texts.add("capacity");
			texts.add(Integer.toString(hub.capacity()));
		}
		return new Ping(texts);
	}

	/** Asks the app server for one more server connection. */
	static Ping target(String nodeId) {
		return new Ping(List.of("target", nodeId));
	}

	static Ping servers(ServerConnectionHub hub) {
		return new Ping(List.of("servers", hub.nextListNumber() + ":" + String.join(";", hub.serverIds())));
	}

}
