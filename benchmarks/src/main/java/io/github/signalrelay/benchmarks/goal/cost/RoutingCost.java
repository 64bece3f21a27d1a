// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Chart;
import io.github.signalrelay.benchmarks.goal.Contender;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.Sample;
import io.github.signalrelay.benchmarks.goal.Sampler;
import io.github.signalrelay.benchmarks.goal.Series;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.load.GroupPlan;
import io.github.signalrelay.benchmarks.load.Opening;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.load.Transport;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P7: what a delivery to a small group, a connection or a user costs when there are more
 * and more groups. The connections stay the same, so that only the tables grow.
 */
public final class RoutingCost implements Goal {

	private static final int CONNECTIONS = 1_000;

	private static final int MEMBERS = 10;

	/** Groups of each connection: 1,000 to 100,000 memberships. */
	private static final List<Integer> ENDS = List.of(1, 100);

	private static final List<Integer> STEPS = List.of(1, 10, 100);

	private static final int SENDERS = 32;

	private static final int PAYLOAD_BYTES = 64;

	private static final Bound FLAT = Bound.atMost(1.1);

	private static final Bound BESIDE_BROADCAST = Bound.atLeast(0.85);

	private static final Traffic BROADCAST = traffic(new Scenario.Broadcast(1));

	private static final Map<String, Traffic> SENDS = Map.of("small groups", traffic(new Scenario.SendToGroup(SENDERS)),
			"send to connection", traffic(new Scenario.SendToConnection(SENDERS)), "send to user",
			traffic(new Scenario.SendToUser(SENDERS)));

	@Override
	public String id() {
		return "P7";
	}

	@Override
	public String text() {
		return "Processor time per delivery to a group of 10, a connection or a user at 100,000 memberships is at most "
				+ "1.1 times that at 1,000; small groups get at least 0.85 times the deliveries of a broadcast";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		Target relay = bench.server(ServerKind.RELAY).orElseThrow();
		try (Population clients = bench.open(relay, relay.dialect(), Transport.WEB_SOCKETS,
				new Opening(CONNECTIONS, Integer.MAX_VALUE, 100, true))) {
			Sweep sweep = new Sweep(bench, new Contender(relay.name(), relay.measured(), clients, BROADCAST));
			sweep.run(bench.edition().pick(ENDS, STEPS));
			bench.add(sweep.chart());
			return findings(sweep);
		}
	}

	private List<Finding> findings(Sweep sweep) {
		List<Finding> findings = new ArrayList<>();
		for (String sends : SENDS.keySet().stream().sorted().toList()) {
			findings.add(Finding.ratio(id(), sends + ", 100,000 ÷ 1,000 memberships, CPU per delivery", FLAT,
					sweep.series(sends, 100), sweep.series(sends, 1), Sample::cpuMicros));
		}
		Series broadcast = sweep.series("broadcast", 1);
		findings.add(Finding.efficiency(id(), "small groups ÷ broadcast, win=1, deliveries per CPU second",
				BESIDE_BROADCAST, sweep.series("small groups", 1), broadcast));
		return findings;
	}

	private static Traffic traffic(Scenario scenario) {
		return new Traffic(scenario, PAYLOAD_BYTES, new Pace.InFlight(1));
	}

	private static GroupPlan plan(int perConnection) {
		return new GroupPlan(CONNECTIONS * perConnection / MEMBERS, perConnection);
	}

	/** Goes up and down through the numbers of groups and samples at each. */
	private static final class Sweep {

		private final Bench bench;

		private final Contender clients;

		private final Sampler sampler;

		private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

		Sweep(Bench bench, Contender clients) {
			this.bench = bench;
			this.clients = clients;
			this.sampler = new Sampler(bench.edition().windows(), bench.waiting());
		}

		void run(List<Integer> steps) {
			GroupPlan joined = plan(steps.get(0));
			this.clients.population().join(joined);
			this.sampler.warmUp(this.clients);
			SENDS.values().forEach((traffic) -> this.sampler.warmUp(this.clients.with(traffic)));
			for (int round = 0; round < this.bench.edition().windows().rounds(); round++) {
				for (int turn = 0; turn < steps.size(); turn++) {
					int step = steps.get((round % 2 == 0) ? turn : steps.size() - 1 - turn);
					joined = move(joined, plan(step));
					sample(step, (step == steps.get(0)));
				}
			}
			this.clients.population().leave(joined);
		}

		private GroupPlan move(GroupPlan from, GroupPlan to) {
			if (!from.equals(to)) {
				this.clients.population().leave(from);
				this.clients.population().join(to);
			}
			return to;
		}

		private void sample(int step, boolean withBroadcast) {
			this.bench.say("P7: " + step * CONNECTIONS + " memberships");
			if (withBroadcast) {
				add("broadcast", step, BROADCAST);
			}
			SENDS.forEach((sends, traffic) -> add(sends, step, traffic));
		}

		private void add(String sends, int step, Traffic traffic) {
			this.samples.computeIfAbsent(name(sends, step), (unknown) -> new ArrayList<>())
				.add(this.sampler.sample(this.clients.with(traffic)));
		}

		Series series(String sends, int step) {
			String name = name(sends, step);
			return new Series(name, this.samples.getOrDefault(name, List.of()));
		}

		Chart chart() {
			return new Chart("p7-routing-cost", "CPU per delivery while groups become more", "memberships",
					"CPU per delivery, µs", SENDS.keySet().stream().sorted().map(this::curve).toList());
		}

		private Chart.Curve curve(String sends) {
			return new Chart.Curve(sends,
					STEPS.stream()
						.filter((step) -> this.samples.containsKey(name(sends, step)))
						.map((step) -> new Chart.Point("", step * CONNECTIONS,
								series(sends, step).spread(Sample::cpuMicros).median()))
						.toList());
		}

		private static String name(String sends, int step) {
			return sends + ", " + step * CONNECTIONS + " memberships";
		}

	}

}
