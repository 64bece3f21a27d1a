// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service;

import java.util.List;

import io.github.signalrelay.protocol.connection.EndpointType;
import io.github.signalrelay.service.container.HubEndpointState;

/**
 * What an operator may know of one endpoint, at one moment; never a key.
 *
 * @param name name of the endpoint, may be empty
 * @param type what it is for
 * @param address scheme, host and port; a text in parentheses for the relay of this
 * process
 * @param hubs the endpoint as each hub sees it
 */
public record EndpointState(String name, EndpointType type, String address, List<HubEndpointState> hubs) {

	public EndpointState {
		hubs = List.copyOf(hubs);
	}

	/**
	 * Whether all hubs can reach the endpoint.
	 * @return {@code true} without hubs
	 */
	public boolean isOnline() {
		return this.hubs.stream().allMatch(HubEndpointState::online);
	}

	/**
	 * Whether any hub has had clients there lately.
	 * @return {@code false} without hubs
	 */
	public boolean isActive() {
		return this.hubs.stream().anyMatch(HubEndpointState::active);
	}

}
