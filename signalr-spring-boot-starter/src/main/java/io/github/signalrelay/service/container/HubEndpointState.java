// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.service.connection.ServiceConnectionState;
import io.github.signalrelay.service.endpoint.EndpointMetrics;

/**
 * What an operator may know of one hub at one endpoint, at one moment.
 *
 * @param hub name of the hub on the wire
 * @param online whether the hub can reach the endpoint; also {@code true} before the
 * first connection, and for ever without any
 * @param active whether the endpoint has had clients of the hub lately
 * @param hasClients what the last status said, or {@code null} without one
 * @param metrics load of the endpoint, as the last status told it
 * @param connections all service connections, also those that are being opened
 * @param lastProblem why the last connection failed or was lost, or {@code null}
 * @param lastProblemAt when that was, or {@code null}
 */
public record HubEndpointState(String hub, boolean online, boolean active, @Nullable Boolean hasClients,
		EndpointMetrics metrics, List<ServiceConnectionState> connections, @Nullable String lastProblem,
		@Nullable Instant lastProblemAt) {

	public HubEndpointState {
		connections = List.copyOf(connections);
	}

}
