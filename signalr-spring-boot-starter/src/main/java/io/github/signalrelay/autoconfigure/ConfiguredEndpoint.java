// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.connection.ConnectionStringException;
import io.github.signalrelay.protocol.connection.EndpointType;
import io.github.signalrelay.protocol.connection.ServiceEndpoint;

/**
 * Finds the one endpoint in the properties (service protocol reference, 5.4 and 5.5).
 * Several endpoints at once are refused: spreading clients over them is not offered yet.
 */
final class ConfiguredEndpoint {

	private static final String SINGLE = "azure.signalr.connection-string";

	private static final String NAMED = "azure.signalr.endpoints";

	private ConfiguredEndpoint() {
	}

	static ConnectionString of(ServiceProperties properties) {
		List<ServiceEndpoint> endpoints = new ArrayList<>();
		String single = properties.connectionString();
		if (single != null && !single.isBlank()) {
			endpoints.add(ServiceEndpoint.of("", parse(SINGLE, single)));
		}
		for (Map.Entry<String, String> named : properties.endpoints().entrySet()) {
			endpoints
				.add(ServiceEndpoint.of(named.getKey(), parse(NAMED + "[" + named.getKey() + "]", named.getValue())));
		}
		if (endpoints.stream().map((endpoint) -> endpoint.connectionString().endpointText()).distinct().count() > 1) {
			throw new InvalidServicePropertyException(NAMED, endpoints, "Several endpoints are not supported yet.",
					"Keep one connection string, in '" + SINGLE + "' or in '" + NAMED + "'.");
		}
		return endpoints.stream()
			.filter((endpoint) -> endpoint.type() == EndpointType.PRIMARY)
			.findFirst()
			.orElseThrow(() -> new InvalidServicePropertyException(NAMED, endpoints, "No primary endpoint defined.",
					"Remove ':secondary' from the name of the endpoint."))
			.connectionString();
	}

	private static ConnectionString parse(String property, String text) {
		try {
			return ConnectionString.parse(text);
		}
		catch (ConnectionStringException ex) {
			throw new InvalidServicePropertyException(property, null, String.valueOf(ex.getMessage()),
					"Set it to 'Endpoint=https://<address of the service>;AccessKey=<its key>;Version=1.0;'.");
		}
	}

}
