// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.reload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.connection.ServiceEndpoint;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;

/**
 * Difference between the endpoints that an application has and those that it shall have
 * (service protocol reference, 5.7). Beyond the original a change of the key alone is a
 * change, too: it is taken over for attempts and clients to come.
 *
 * @param added endpoints to connect to
 * @param removed endpoints to leave
 * @param updated endpoints that keep their connections, with what is configured for them
 * from now on
 */
record EndpointChanges(List<ServiceEndpoint> added, List<ConnectedEndpoint> removed,
		Map<ConnectedEndpoint, ServiceEndpoint> updated) {

	static EndpointChanges between(List<ConnectedEndpoint> present, List<ServiceEndpoint> wanted) {
		List<ServiceEndpoint> added = new ArrayList<>();
		List<ConnectedEndpoint> removed = new ArrayList<>(present);
		Map<ConnectedEndpoint, ServiceEndpoint> updated = new LinkedHashMap<>();
		for (ServiceEndpoint endpoint : wanted) {
			ConnectedEndpoint same = removed.stream()
				.filter((candidate) -> isSameService(candidate.endpoint(), endpoint))
				.findFirst()
				.orElse(null);
			if (same == null) {
				added.add(endpoint);
				continue;
			}
			removed.remove(same);
			if (!isUnchanged(Objects.requireNonNull(same.endpoint()), endpoint)) {
				updated.put(same, endpoint);
			}
		}
		return new EndpointChanges(added, removed, updated);
	}

	private static boolean isSameService(@Nullable ServiceEndpoint present, ServiceEndpoint wanted) {
		return present != null && present.type() == wanted.type()
				&& present.connectionString().endpointText().equals(wanted.connectionString().endpointText())
				&& present.connectionString().serverBase().equals(wanted.connectionString().serverBase());
	}

	private static boolean isUnchanged(ServiceEndpoint present, ServiceEndpoint wanted) {
		return present.equals(wanted) && present.connectionString().equals(wanted.connectionString());
	}

}
