// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.report;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Chart;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Noise;
import io.github.signalrelay.benchmarks.goal.Side;
import io.github.signalrelay.benchmarks.goal.Spread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReportTests {

	private static final Side RELAY = new Side("relay", 1.8, 510_000, 2.5, 9, 0.7, 0, 0);

	private static final Finding FINDING = Finding.of("P1", "relay / L, win=8", new Spread(0.97, 0.9, 1.02, 5),
			Finding.TIMES, Bound.atLeast(0.95), List.of(RELAY), "a | remark");

	private static final Finding MISSING = Finding.notMeasured("P3", "relay / B", null, "no Bun here");

	private static final Chart BARS = new Chart("cpu", "CPU <per> delivery", "server", "µs", List
		.of(new Chart.Curve("median", List.of(new Chart.Point("L", 0, 1.7), new Chart.Point("relay & all", 0, 1.8)))));

	private static final Chart LINES = new Chart("memory", "Memory", "clients", "MB",
			List.of(new Chart.Curve("relay", List.of(new Chart.Point("", 1_000, 3), new Chart.Point("", 2_000, 6)))));

	private final Results results = new Results("benchmarks/run short", Instant.parse("2026-11-22T21:00:00Z"),
			Duration.ofSeconds(600), new Machine(2, "a processor", 24, "Linux 6", "a JVM"), List.of(FINDING, MISSING),
			List.of(new Noise("L", "broadcast", new Spread(1.7, 1.6, 1.9, 5), new Spread(500_000, 4e5, 6e5, 5))),
			List.of(BARS, LINES), Map.of("P1", Duration.ofSeconds(120)));

	@TempDir
	private Path parent;

	@Test
	void leavesABundleOfFilesBehind() throws Exception {
		ResultsFolder folder = ResultsFolder.create(this.parent, this.results.started());
		List<String> problems = new ArrayList<>();
		folder.write(this.results, problems::add);
		assertThat(problems).isEmpty();
		assertThat(folder.path()).hasFileName("20261122-210000");
		assertThat(folder.path().resolve("results.md")).content().isEqualTo(new Report(this.results).markdown());
		assertThat(new ResultsFile().read(folder.path().resolve("results.json"), Results.class))
			.isEqualTo(this.results);
		for (Chart chart : this.results.charts()) {
			assertThat(
					parsed(Files.readString(folder.path().resolve(Plot.file(chart)))).getDocumentElement().getTagName())
				.isEqualTo("svg");
		}
	}

	@Test
	void showsEachGoalWithRatioSpreadAndVerdict() {
		String markdown = new Report(this.results).markdown();
		assertThat(markdown).contains("| P1 | relay / L, win=8 | 0.97 × | 0.90 to 1.02 (5) | ≥ 0.95 | met |")
			.contains("| P3 | relay / B | – | – | – | not measured |")
			.contains("* P3, relay / B: no Bun here")
			.contains("| L | broadcast | 1.70 | 1.60 to 1.90 (5) | 0.18 |")
			.contains("| P1 | relay / L, win=8 | relay | 1.80 | 510,000 | 2.50 | 9.00 | 70 % | 0 | 0 |")
			.contains("2 cores (a processor), 24 GiB, Linux 6, a JVM")
			.contains("| P1 | 120 | 172 |")
			.contains("![Memory](memory.svg)");
		assertThat(new Report(this.results).console()).contains("1 findings met, 0 missed, 1 not measured")
			.contains("P1    relay / L, win=8");
	}

	@Test
	void tablesKeepTheirColumns() {
		Table table = new Table("a", "long header").row("1", "x|y").row("22", "z");
		assertThat(table.markdown()).isEqualTo("| a | long header |\n| --- | --- |\n| 1 | x\\|y |\n| 22 | z |\n");
		assertThat(table.console()).isEqualTo("a   long header\n1   x|y\n22  z\n");
		assertThatIllegalArgumentException().isThrownBy(() -> table.row("only one"));
	}

	@Test
	void describesThisMachineWithoutItsName() {
		Machine machine = Machine.current();
		assertThat(machine.cores()).isPositive();
		assertThat(machine.jdk()).contains(System.getProperty("java.runtime.version"));
	}

	@Test
	void numbersHaveThreeDigitsThatCount() {
		assertThat(List.of(Figures.digits(123_456.7), Figures.digits(12.34), Figures.digits(1.234),
				Figures.digits(0.001234), Figures.digits(Double.NaN), Figures.digits(0)))
			.containsExactly("123,457", "12.3", "1.23", "0.0012", "–", "0.00");
	}

	private static Document parsed(String svg) throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
		return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
	}

}
