// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

import io.github.signalrelay.protocol.connection.EndpointType;

/** An endpoint in the state that the test wants. */
record StubEndpoint(String name, EndpointType type, boolean isOnline, EndpointMetrics metrics) implements HubEndpoint {

	static StubEndpoint online(String name, EndpointType type) {
		return new StubEndpoint(name, type, true, EndpointMetrics.UNKNOWN);
	}

	static StubEndpoint offline(String name, EndpointType type) {
		return new StubEndpoint(name, type, false, EndpointMetrics.UNKNOWN);
	}

	static StubEndpoint loaded(String name, int clients, int servers, int capacity) {
		return new StubEndpoint(name, EndpointType.PRIMARY, true, new EndpointMetrics(clients, servers, capacity));
	}

	@Override
	public String hub() {
		return "chat";
	}

	@Override
	public String address() {
		return "http://" + this.name;
	}

	@Override
	public boolean isActive() {
		return true;
	}

}
