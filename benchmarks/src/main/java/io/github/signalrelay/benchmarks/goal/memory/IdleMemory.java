// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Chart;
import io.github.signalrelay.benchmarks.goal.Closing;
import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.Spread;
import io.github.signalrelay.benchmarks.sizing.UnitCost;
import io.github.signalrelay.benchmarks.target.HubOptions;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P11: memory for an idle connection that has a user and is in two groups.
 */
public final class IdleMemory implements Goal {

	private static final List<Integer> SIZES = List.of(2_000, 5_000, 10_000, 15_000);

	private static final List<Integer> FEW_SIZES = List.of(2_000, 5_000, 9_000);

	/** Handshakes of TLS cost the generator most of its core. */
	private static final List<Integer> FEW_WITH_TLS = List.of(1_000, 2_000, 4_000);

	/**
	 * A small young generation, which is touched as a whole before the first number of
	 * connections is reached, so that resident memory grows with what lives.
	 */
	private static final HubOptions CLEAR = HubOptions.DEFAULT.withFlags("-Xmn48m");

	private static final HubOptions WITH_TLS = CLEAR.withTls();

	private static final String UNIT = "KiB";

	private static final Bound HEAP = Bound.atMost(3);

	private static final Bound TIMES_LEAN = Bound.atMost(2.2);

	private static final Bound RESIDENT = Bound.atMost(6);

	private static final Bound TLS = Bound.atMost(6);

	@Override
	public String id() {
		return "P11";
	}

	@Override
	public String text() {
		return "An idle connection with a user and two groups takes at most 3 KiB of heap and 2.2 times what L takes, "
				+ "6 KiB of resident memory, and 6 KiB more of each with TLS";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		IdleSweep sweep = new IdleSweep(bench, bench.edition().pick(FEW_SIZES, SIZES));
		IdleSweep withTls = new IdleSweep(bench, bench.edition().pick(FEW_WITH_TLS, SIZES));
		Weights lean;
		Weights relay;
		Weights secure;
		try (Closing opened = new Closing()) {
			List<Target> servers = bench.start(opened, List.of(() -> bench.targets().lean(false),
					() -> bench.targets().relay(CLEAR), () -> bench.targets().relay(WITH_TLS)));
			lean = sweep.weigh(servers.get(0));
			relay = sweep.weigh(servers.get(1));
			secure = withTls.weigh(servers.get(2));
		}
		bench.cost(UnitCost.TLS_BYTES, added(secure, relay, Weight::resident).median() * 1024);
		List<Finding> findings = new ArrayList<>(judge(lean, relay, secure));
		if (bench.edition() == Edition.FULL) {
			findings.addAll(beside(sweep, relay, bench));
		}
		bench.add(chart(relay, lean));
		return findings;
	}

	private static Weights weigh(IdleSweep sweep, Target target) {
		try (target) {
			return sweep.weigh(target);
		}
	}

	private List<Finding> judge(Weights lean, Weights relay, Weights secure) {
		Spread heap = relay.kibiPerConnection(Weight::heap);
		Spread resident = relay.kibiPerConnection(Weight::resident);
		Spread leanHeap = lean.kibiPerConnection(Weight::heap);
		Spread leanResident = lean.kibiPerConnection(Weight::resident);
		return List.of(found("heap after GC, relay", heap, UNIT, HEAP),
				found("heap after GC, relay ÷ L", divided(heap, leanHeap), Finding.TIMES, TIMES_LEAN),
				found("resident memory, relay", resident, UNIT, RESIDENT),
				found("heap after GC that TLS adds", added(secure, relay, Weight::heap), UNIT, TLS),
				found("resident memory that TLS adds", added(secure, relay, Weight::resident), UNIT, TLS),
				found("direct memory, relay", relay.kibiPerConnection(Weight::direct), UNIT, null),
				found("heap after GC, L", leanHeap, UNIT, null), found("resident memory, L", leanResident, UNIT, null));
	}

	private Finding found(String what, Spread figure, String unit, @Nullable Bound bound) {
		return Finding.of(id(), what, figure, unit, bound, List.of());
	}

	private static Spread divided(Spread ours, Spread theirs) {
		return new Spread(ours.median() / theirs.median(), ours.min() / theirs.max(), ours.max() / theirs.min(),
				ours.count());
	}

	private static Spread added(Weights secure, Weights clear, ToDoubleFunction<Weight> memory) {
		Spread with = secure.kibiPerConnection(memory);
		Spread without = clear.kibiPerConnection(memory);
		return new Spread(with.median() - without.median(), with.min() - without.max(), with.max() - without.min(),
				with.count());
	}

	/** What others take that users pick: told, not judged. */
	private List<Finding> beside(IdleSweep sweep, Weights relay, Bench bench) {
		Spread heap = relay.kibiPerConnection(Weight::heap);
		Spread resident = relay.kibiPerConnection(Weight::resident);
		Weights nettySocketIo = weigh(sweep, bench.targets().nettySocketIo());
		List<Finding> findings = new ArrayList<>();
		findings.add(found("heap after GC, relay ÷ netty-socketio",
				divided(heap, nettySocketIo.kibiPerConnection(Weight::heap)), Finding.TIMES, null));
		List<Supplier<Optional<Target>>> onNode = List.of(bench.targets()::ws, bench.targets()::socketIo);
		for (Supplier<Optional<Target>> server : onNode) {
			server.get()
				.map((target) -> weigh(sweep, target))
				.map((weights) -> found("resident memory, relay ÷ " + weights.server(),
						divided(resident, weights.kibiPerConnection(Weight::resident)), Finding.TIMES, null))
				.ifPresent(findings::add);
		}
		return findings;
	}

	private static Chart chart(Weights relay, Weights lean) {
		return new Chart("p11-idle-memory", "Heap after GC with idle connections", "connections", "heap, MiB",
				List.of(relay.curve(Weight::heap), lean.curve(Weight::heap)));
	}

}
