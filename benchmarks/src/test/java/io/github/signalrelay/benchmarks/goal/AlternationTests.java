// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class AlternationTests {

	private static final Traffic TRAFFIC = new Traffic(new Scenario.Broadcast(1), 64, new Pace.InFlight(1));

	private static final Windows WINDOWS = new Windows(5, Duration.ofMillis(200), Duration.ofMillis(20),
			Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(1));

	private final List<String> failures = new ArrayList<>();

	private final List<FakeServer> servers = new ArrayList<>();

	private Duration waited = Duration.ZERO;

	@Test
	void comparesCpuTimePerDeliveryOfServersThatTakeTurns() {
		Map<String, Series> series = run(server("ours", 2, 0), server("L", 1, 0));
		Finding finding = Finding.efficiency("P1", "both", Bound.atLeast(0.45), Series.named(series, "ours"),
				Series.named(series, "L"));
		assertThat(finding.figure().median()).isCloseTo(0.5, within(0.001));
		assertThat(finding.figure().count()).isEqualTo(5);
		assertThat(finding.sides().get(0).cpuMicros()).isCloseTo(2, within(0.001));
		assertThat(finding.verdict()).isEqualTo(Verdict.MET);
		assertThat(this.servers).allSatisfy((server) -> {
			assertThat(server.runs()).isEqualTo(6); // warm-up and five rounds
			assertThat(server.running()).isFalse();
		});
		assertThat(this.failures).isEmpty();
	}

	@Test
	void windowsAreCountedInTimeOfTheServersProcessor() {
		Series series = Series.named(run(server("L", 1, 0)), "L");
		assertThat(series.samples()).allSatisfy((sample) -> {
			assertThat(sample.cpu()).isGreaterThanOrEqualTo(Duration.ofMillis(100)).isLessThan(Duration.ofMillis(120));
			assertThat(sample.deliveries()).isEqualTo(sample.cpu().toNanos() / 1_000);
			assertThat(sample.generatorLoad()).isEqualTo(0.5);
		});
	}

	@Test
	void serversThatIdleEndAtTheWallLimit() {
		Alternation alternation = new Alternation(WINDOWS.withRounds(1), (time) -> this.waited = this.waited.plus(time),
				this.failures::add);
		Series series = Series.named(alternation.run(List.of(contender(server("idle", 1, 0)))), "idle");
		assertThat(series.samples()).hasSize(1);
		assertThat(series.samples().get(0).cpuMicros()).isNaN();
		assertThat(this.waited).isEqualTo(Duration.ofSeconds(3)); // warm-up, settling,
																	// window
	}

	/** In halves of the warm-up of 200 ms, three of these at most. */
	@ParameterizedTest
	@CsvSource({ "100, 200", "330, 400", "10000, 600" })
	void warmsUpUntilTheCompilersRest(long compiling, long warmUp) {
		FakeServer server = server("JVM", 1, 0);
		server.compileFor(Duration.ofMillis(compiling));
		Duration before = server.cpuTime();
		run(server);
		long measured = 5 * (20 + 100);
		assertThat(server.cpuTime().minus(before).minusMillis(measured)).isBetween(Duration.ofMillis(warmUp),
				Duration.ofMillis(warmUp + 110));
	}

	@Test
	void theOthersGoOnWhenAServerFails() {
		Map<String, Series> series = run(server("weak", 1, 3), server("L", 1, 0));
		assertThat(Series.named(series, "weak").samples()).hasSize(1);
		assertThat(Series.named(series, "L").samples()).hasSize(5);
		assertThat(this.failures).singleElement().asString().startsWith("weak failed").contains("server is gone");
	}

	@Test
	void namesAreUnique() {
		assertThatIllegalArgumentException().isThrownBy(() -> run(server("L", 1, 0), server("L", 1, 0)));
	}

	private Map<String, Series> run(FakeServer... contenders) {
		Alternation alternation = new Alternation(WINDOWS,
				(time) -> this.servers.forEach((server) -> server.pass(time)), this.failures::add);
		return alternation.run(List.of(contenders).stream().map(AlternationTests::contender).toList());
	}

	private FakeServer server(String name, double micros, int failsAtRun) {
		FakeServer server = new FakeServer(name, micros, failsAtRun);
		this.servers.add(server);
		return server;
	}

	private static Contender contender(FakeServer server) {
		return new Contender(server.name(), server, server, TRAFFIC);
	}

}
