// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.connection.ConnectionStringException;
import io.github.signalrelay.protocol.connection.EndpointType;
import io.github.signalrelay.protocol.connection.ServiceEndpoint;

/**
 * Finds the endpoints in the properties (service protocol reference, 5.3 to 5.5).
 */
final class ConfiguredEndpoints {

	private static final Logger logger = LoggerFactory.getLogger(ConfiguredEndpoints.class);

	static final String SINGLE = "azure.signalr.connection-string";

	static final String NAMED = "azure.signalr.endpoints";

	private static final String DETAILS = SignalRServiceConnectionDetails.class.getSimpleName() + ".";

	private ConfiguredEndpoints() {
	}

	/**
	 * Reads the endpoints as they are configured now.
	 * @param environment the environment
	 * @return as for {@link #of(String, Map)}
	 */
	static List<ServiceEndpoint> of(Environment environment) {
		Binder binder = Binder.get(environment);
		return of(binder.bind(SINGLE, String.class).orElse(null),
				binder.bind(NAMED, Bindable.mapOf(String.class, String.class)).orElse(Map.of()));
	}

	/**
	 * Reads the endpoints.
	 * @param details where their connection strings are
	 * @return endpoints at different addresses, at least one of them primary
	 * @throws InvalidServicePropertyException if there is none, or one is not valid
	 */
	static List<ServiceEndpoint> of(SignalRServiceConnectionDetails details) {
		try {
			return of(details.getConnectionString(), details.getEndpoints());
		}
		catch (InvalidServicePropertyException ex) {
			if (details instanceof PropertiesSignalRServiceConnectionDetails) {
				throw ex;
			}
			throw new InvalidServicePropertyException(
					ex.property().replace(SINGLE, DETAILS + "connectionString").replace(NAMED, DETAILS + "endpoints"),
					ex.value(), String.valueOf(ex.getMessage()),
					"Correct the bean of this type, " + details.getClass().getName() + ".");
		}
	}

	/**
	 * Reads the endpoints.
	 * @param single one connection string for a primary endpoint without a name, or
	 * {@code null}
	 * @param named connection strings by {@code name[:type]}
	 * @return endpoints at different addresses, at least one of them primary
	 * @throws InvalidServicePropertyException if there is none, or one is not valid
	 */
	static List<ServiceEndpoint> of(@Nullable String single, Map<String, String> named) {
		List<ServiceEndpoint> endpoints = new ArrayList<>();
		if (single != null && !single.isBlank()) {
			endpoints.add(ServiceEndpoint.of("", parse(SINGLE, single)));
		}
		named.forEach((nameAndType, text) -> endpoints
			.add(ServiceEndpoint.of(nameAndType, parse(NAMED + "[" + nameAndType + "]", text))));
		if (endpoints.isEmpty()) {
			throw new InvalidServicePropertyException(SINGLE, null, "No connection string was specified.",
					"Set '" + SINGLE + "' or '" + NAMED + "'.");
		}
		List<ServiceEndpoint> different = reduce(endpoints);
		if (different.stream().noneMatch((endpoint) -> endpoint.type() == EndpointType.PRIMARY)) {
			throw new InvalidServicePropertyException(NAMED, different, "No primary endpoint defined.",
					"Remove ':secondary' from the name of an endpoint.");
		}
		return different;
	}

	/** Of those at one address the first primary stays, or else the first. */
	private static List<ServiceEndpoint> reduce(List<ServiceEndpoint> endpoints) {
		Map<String, List<ServiceEndpoint>> byAddress = new LinkedHashMap<>();
		for (ServiceEndpoint endpoint : endpoints) {
			byAddress.computeIfAbsent(endpoint.connectionString().endpointText(), (address) -> new ArrayList<>())
				.add(endpoint);
		}
		return byAddress.values().stream().map(ConfiguredEndpoints::mostValuable).toList();
	}

	private static ServiceEndpoint mostValuable(List<ServiceEndpoint> same) {
		ServiceEndpoint chosen = same.stream()
			.filter((endpoint) -> endpoint.type() == EndpointType.PRIMARY)
			.findFirst()
			.orElse(same.get(0));
		if (same.size() > 1) {
			logger.warn("{} endpoints are configured for {}; only {} is used.", same.size(),
					chosen.connectionString().endpointText(), chosen);
		}
		return chosen;
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
