// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnDisconnected;

/**
 * Counts how often it was told of the end of each connection.
 */
@Hub("link")
public class LinkHub {

	private final Map<String, Integer> ends = new ConcurrentHashMap<>();

	@HubMethod
	String echo(String text) {
		return text;
	}

	@OnDisconnected
	void disconnected(HubCaller caller) {
		this.ends.merge(caller.connectionId(), 1, Integer::sum);
	}

	/**
	 * Connections that have ended.
	 * @return number of calls by connection id
	 */
	public Map<String, Integer> ends() {
		return Map.copyOf(this.ends);
	}

}
