// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.List;

import io.github.signalrelay.benchmarks.goal.broadcast.AgainstKestrel;
import io.github.signalrelay.benchmarks.goal.broadcast.AgainstLean;
import io.github.signalrelay.benchmarks.goal.broadcast.AgainstNative;
import io.github.signalrelay.benchmarks.goal.broadcast.AgainstPeers;
import io.github.signalrelay.benchmarks.goal.broadcast.AgainstSendLoop;
import io.github.signalrelay.benchmarks.goal.broadcast.AgainstWebFlux;
import io.github.signalrelay.benchmarks.goal.broadcast.Allocation;
import io.github.signalrelay.benchmarks.goal.broadcast.OtherTransports;
import io.github.signalrelay.benchmarks.goal.broadcast.Tls;
import io.github.signalrelay.benchmarks.goal.broadcast.TwoLoops;
import io.github.signalrelay.benchmarks.goal.cost.FanIn;
import io.github.signalrelay.benchmarks.goal.cost.LinearCost;
import io.github.signalrelay.benchmarks.goal.cost.RoutingCost;
import io.github.signalrelay.benchmarks.goal.echo.EmbeddedEcho;
import io.github.signalrelay.benchmarks.goal.latency.AzureTables;
import io.github.signalrelay.benchmarks.goal.latency.RelayHop;
import io.github.signalrelay.benchmarks.goal.memory.IdleMemory;
import io.github.signalrelay.benchmarks.goal.resilience.ReconnectStorm;
import io.github.signalrelay.benchmarks.goal.resilience.SlowConsumers;
import io.github.signalrelay.benchmarks.goal.resilience.Soak;

/**
 * All goals, in the order in which they are measured.
 */
public final class Goals {

	private Goals() {
	}

	/**
	 * All goals that can be measured.
	 * @return the goals
	 */
	public static List<Goal> all() {
		return List.of(new AgainstLean(), new AgainstSendLoop(), new AgainstNative(), new AgainstPeers(),
				new AgainstWebFlux(), new EmbeddedEcho(), new AgainstKestrel(), new Tls(), new OtherTransports(),
				new Allocation(), new RoutingCost(), new SlowConsumers(), new ReconnectStorm(), new IdleMemory(),
				new Soak(), new RelayHop(), new FanIn(), new TwoLoops(), new AzureTables(), new LinearCost());
	}

}
