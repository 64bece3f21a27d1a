// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

import java.util.List;

/**
 * Endpoints that the application starts with.
 *
 * @param endpoints the endpoints, at least one
 */
public record InitialEndpoints(List<ConnectedEndpoint> endpoints) {

	public InitialEndpoints {
		endpoints = List.copyOf(endpoints);
	}

}
