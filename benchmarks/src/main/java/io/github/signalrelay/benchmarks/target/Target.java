// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.util.List;

import io.github.signalrelay.benchmarks.load.Address;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.process.ServerProcess;

/**
 * A server, or several that work together, ready to be loaded.
 */
public interface Target extends AutoCloseable {

	/**
	 * Name in results.
	 * @return the name
	 */
	String name();

	/**
	 * Where clients connect.
	 * @return the address
	 */
	Address address();

	/**
	 * What clients speak; a SignalR target takes MessagePack as well as JSON.
	 * @return the dialect
	 */
	Dialect dialect();

	/**
	 * The process whose processor time and memory count.
	 * @return the process
	 */
	ServerProcess measured();

	/**
	 * Processes beside it that its work needs, such as app servers behind a relay.
	 * @return the processes, may be none
	 */
	List<ServerProcess> helpers();

	/**
	 * Stops all processes.
	 */
	@Override
	void close();

}
