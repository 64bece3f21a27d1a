// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.deployment;

import java.net.URI;
import java.util.List;

/**
 * The test application, running in one of the ways that users run theirs.
 */
public interface Deployment extends AutoCloseable {

	/**
	 * Addresses of the app servers, for clients to be spread over.
	 * @return one address or more, without a path
	 */
	List<URI> appServers();

	/**
	 * Restarts what clients are connected to; app servers keep their addresses.
	 */
	void restart();

	@Override
	void close();

	/**
	 * Beans of the app servers.
	 * @param type type of the beans
	 * @param <T> type of the beans
	 * @return the bean of each app server
	 */
	<T> List<T> beans(Class<T> type);

	/**
	 * Addresses of the hub.
	 * @return what clients are given, one for each app server
	 */
	default List<URI> hubs() {
		return appServers().stream().map((server) -> server.resolve("/test")).toList();
	}

}
