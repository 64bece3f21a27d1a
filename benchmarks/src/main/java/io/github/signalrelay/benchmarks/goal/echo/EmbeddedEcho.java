// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.echo;

import java.util.List;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;

/**
 * P10: a hub method within one process against a bare Netty server.
 */
public final class EmbeddedEcho implements Goal {

	@Override
	public String id() {
		return "P10";
	}

	@Override
	public String text() {
		return "Embedded hub echo: 0.5 times the messages per CPU second of L";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		return Echoes.of(bench).efficiency(id(), Echoes.EMBEDDED, Echoes.LEAN, Bound.atLeast(0.5));
	}

}
