// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the service is. Declare a bean to have connection strings from elsewhere than the
 * properties {@code azure.signalr.connection-string} and {@code azure.signalr.endpoints},
 * which do not count then: from a container of a test, or from a store of secrets. With
 * such a bean there is no embedded relay. It is asked at the start, and again when
 * endpoints are refreshed.
 */
@FunctionalInterface
public interface SignalRServiceConnectionDetails extends ConnectionDetails {

	/**
	 * Connection string of a primary endpoint without a name.
	 * @return the connection string, or {@code null} when there are named ones only
	 */
	@Nullable String getConnectionString();

	/**
	 * Connection strings of further endpoints.
	 * @return connection strings by {@code name} or {@code name:secondary}
	 */
	default Map<String, String> getEndpoints() {
		return Map.of();
	}

}
