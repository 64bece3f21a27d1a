// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.connection;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.signalrelay.hub.dispatch.ClientMessageHandler;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;

/** Remembers what would go to a hub. */
public class RecordingHandler implements ClientMessageHandler {

	public final List<ServiceMessage> messages = new CopyOnWriteArrayList<>();

	public final List<ServiceLink> links = new CopyOnWriteArrayList<>();

	public final List<String> departures = new CopyOnWriteArrayList<>();

	public final List<String> closedLinks = new CopyOnWriteArrayList<>();

	public final List<String> offlineInstances = new CopyOnWriteArrayList<>();

	@Override
	public void onMessage(ServiceLink link, ServiceMessage message) {
		this.links.add(link);
		this.messages.add(message);
	}

	@Override
	public void onDeparture(ServiceLink link, String connectionId) {
		this.departures.add(connectionId);
	}

	@Override
	public void onLinkClosed(ServiceLink link) {
		this.closedLinks.add(link.id());
	}

	@Override
	public void onInstanceOffline(String instanceId) {
		this.offlineInstances.add(instanceId);
	}

	@Override
	public int clientCount() {
		return 7;
	}

}
