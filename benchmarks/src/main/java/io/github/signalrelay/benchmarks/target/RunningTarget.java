// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.util.List;

import io.github.signalrelay.benchmarks.load.Address;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.process.ServerProcess;

/**
 * A target whose processes run.
 *
 * @param name name in results
 * @param address where clients connect
 * @param dialect what they speak
 * @param measured the process that counts
 * @param helpers processes beside it
 */
record RunningTarget(String name, Address address, Dialect dialect, ServerProcess measured,
		List<ServerProcess> helpers) implements Target {

	RunningTarget {
		helpers = List.copyOf(helpers);
	}

	@Override
	public void close() {
		this.helpers.forEach(ServerProcess::close);
		this.measured.close();
	}

}
