// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.signalrelay.benchmarks.load.Address;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.process.ServerProcess;
import io.github.signalrelay.benchmarks.sizing.UnitCost;
import io.github.signalrelay.benchmarks.target.Target;
import io.github.signalrelay.benchmarks.target.Targets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

class BenchTests {

	private final Targets targets = mock(Targets.class);

	private final List<String> progress = new ArrayList<>();

	private final Bench bench = new Bench(this.targets, (address, dialect, transport, opening) -> {
		throw new IllegalStateException("no clients here");
	}, Edition.SHORT, Set.of("P1"), this.progress::add, Waiting.SLEEP);

	@Test
	void goalsShareServersUntilTheyAreReleased() {
		Target lean = mock(Target.class);
		given(this.targets.lean(false)).willReturn(lean);
		assertThat(this.bench.server(ServerKind.LEAN)).containsSame(lean);
		this.bench.server(ServerKind.LEAN);
		verify(this.targets).lean(false);
		verify(lean, never()).close();
		this.bench.release(ServerKind.LEAN);
		verify(lean).close();
		this.bench.server(ServerKind.LEAN);
		verify(this.targets, times(2)).lean(false);
		this.bench.close();
		verify(lean, times(2)).close();
	}

	@Test
	void serversThatArePreparedAreSharedAndOnesThatFailAreTriedAgain() {
		Target lean = mock(Target.class);
		given(this.targets.lean(false)).willReturn(lean);
		given(this.targets.bun()).willReturn(Optional.empty());
		given(this.targets.webFlux()).willThrow(new IllegalStateException("no port"));
		this.bench.prepare(List.of(ServerKind.LEAN, ServerKind.WEB_FLUX, ServerKind.LEAN, ServerKind.BUN));
		assertThat(this.bench.server(ServerKind.LEAN)).containsSame(lean);
		assertThat(this.bench.server(ServerKind.BUN)).isEmpty();
		verify(this.targets).lean(false);
		assertThatIllegalStateException().isThrownBy(() -> this.bench.server(ServerKind.WEB_FLUX))
			.withMessage("no port");
		this.bench.close();
		verify(lean).close();
	}

	@Test
	void ofServersThatAreStartedSideBySideNoneIsLeftWhenOneFails() {
		Target lean = mock(Target.class);
		given(this.targets.lean(false)).willReturn(lean);
		given(this.targets.webFlux()).willThrow(new IllegalStateException("no port"));
		try (Closing opened = new Closing()) {
			assertThatIllegalStateException()
				.isThrownBy(() -> this.bench.start(opened,
						List.of(() -> this.targets.webFlux(), () -> this.targets.lean(false))))
				.withMessage("no port");
			verify(lean, never()).close();
		}
		verify(lean).close();
	}

	@Test
	@SuppressWarnings("unchecked") // of any()
	void serversHaveAllCoresForTheirFirstThousandClients() {
		Target target = mock(Target.class);
		ServerProcess server = mock(ServerProcess.class);
		given(target.measured()).willReturn(server);
		given(target.dialect()).willReturn(Dialect.PLAIN);
		given(target.address()).willReturn(Address.local(1, "/"));
		Population clients = mock(Population.class);
		given(server.onAllCores(any(Supplier.class))).willAnswer((call) -> ((Supplier<?>) call.getArgument(0)).get());
		try (Bench open = new Bench(this.targets, (address, dialect, transport, opening) -> clients, Edition.SHORT,
				Set.of(), this.progress::add, Waiting.SLEEP)) {
			assertThat(open.open(target, 10)).isSameAs(clients);
			assertThat(open.open(target, 1_000)).isSameAs(clients);
			verify(server, times(2)).onAllCores(any(Supplier.class));
			assertThat(open.open(target, 1)).isSameAs(clients);
			verify(server, times(2)).onAllCores(any(Supplier.class));
		}
	}

	@Test
	void aServerThatCannotRunHereIsEmpty() {
		given(this.targets.bun()).willReturn(Optional.empty());
		assertThat(this.bench.server(ServerKind.BUN)).isEmpty();
		this.bench.close();
	}

	@Test
	void measuresWhatGoalsShareOnce() {
		AtomicInteger calls = new AtomicInteger();
		assertThat(this.bench.once(Integer.class, calls::incrementAndGet)).isEqualTo(1);
		assertThat(this.bench.once(Integer.class, calls::incrementAndGet)).isEqualTo(1);
	}

	@Test
	void knowsWhichGoalsAreWantedAndWhatThingsCost() {
		assertThat(this.bench.wants("P1")).isTrue();
		assertThat(this.bench.wants("P2")).isFalse();
		this.bench.cost(UnitCost.DELIVERY_MICROS, 8);
		this.bench.cost(UnitCost.TLS_FACTOR, Double.NaN);
		assertThat(this.bench.costs()).containsOnlyKeys(UnitCost.DELIVERY_MICROS);
	}

}
