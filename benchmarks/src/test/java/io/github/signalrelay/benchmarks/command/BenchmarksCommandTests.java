// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;

import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.load.Address;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.load.GroupPlan;
import io.github.signalrelay.benchmarks.load.Interval;
import io.github.signalrelay.benchmarks.load.Opening;
import io.github.signalrelay.benchmarks.load.Outcome;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Run;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.load.Transport;
import io.github.signalrelay.benchmarks.sizing.Demand;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

class BenchmarksCommandTests {

	private final StringWriter errors = new StringWriter();

	private final CommandLine commandLine = BenchmarksCommand.commandLine()
		.setErr(new PrintWriter(this.errors))
		.setOut(new PrintWriter(new StringWriter()));

	@Test
	void loadHasAllSettings() {
		LoadSettings settings = parse(LoadCommand.class, "load", "--url", "https://example.org/hub?a=b", "--dialect",
				"signalr-messagepack", "--transport", "sse", "--scenario", "send-to-user", "--connections", "50",
				"--payload", "2048", "--rate", "100", "--seconds", "10", "--step", "5")
			.settings();
		settings.check();
		assertThat(settings.address()).isEqualTo(new Address("example.org", 443, "/hub?a=b", true));
		assertThat(settings.dialect()).isEqualTo(Dialect.SIGNALR_MESSAGEPACK);
		assertThat(settings.transport()).isEqualTo(Transport.SERVER_SENT_EVENTS);
		assertThat(settings.opening()).isEqualTo(new Opening(50, 1_000, 100, true));
		assertThat(settings.pace()).isEqualTo(new Pace.Rate(100));
		assertThat(settings.payload()).isEqualTo(2_048);
		assertThat(settings.senders()).isEqualTo(50);
		assertThat(settings.step()).isEqualTo(5);
	}

	@Test
	void loadHasDefaults() {
		LoadSettings settings = parse(LoadCommand.class, "load", "--url", "http://127.0.0.1:8080", "--scenario",
				"broadcast", "--in-flight", "8")
			.settings();
		settings.check();
		assertThat(settings.address()).isEqualTo(Address.local(8080, "/"));
		assertThat(settings.dialect()).isEqualTo(Dialect.SIGNALR_JSON);
		assertThat(settings.senders()).isEqualTo(1);
		assertThat(settings.pace()).isEqualTo(new Pace.InFlight(8));
		assertThat(settings.scenario().groups(50)).isNull();
		assertThat(LoadScenario.SMALL_GROUPS.groups(50)).isEqualTo(new GroupPlan(5, 1));
		assertThat(LoadScenario.BIG_GROUPS.groups(50)).isEqualTo(new GroupPlan(10, 1));
	}

	@Test
	void aServerThatIsNotThereIsOneLine() {
		int exit = this.commandLine.execute("load", "--url", "http://127.0.0.1:1/hub", "--connections", "2");
		assertThat(exit).isOne();
		assertThat(this.errors.toString().lines()).singleElement()
			.asString()
			.contains("2 of 2 connections failed")
			.contains("refused");
	}

	@Test
	void nonsenseIsRefused() {
		assertRefused("--url", "load");
		assertRefused("http://", "load", "--url", "ftp://host/hub");
		assertRefused("'smoke' is none of", "load", "--url", "http://host/hub", "--dialect", "smoke");
		assertRefused("mutually exclusive", "load", "--url", "http://host", "--rate", "1", "--in-flight", "1");
		assertRefused("--payload", "load", "--url", "http://host", "--payload", "5");
		assertRefused("--senders", "load", "--url", "http://host", "--connections", "5", "--senders", "6");
		assertRefused("There is no goal P99", "goal", "P99");
		assertRefused("Which command?");
		assertRefused("Shares are between", "sizing", "--connections", "1000", "--tls", "3");
		assertRefused("'abc' is not a number", "sizing", "--connections", "1000", "--recipients", "abc");
	}

	@Test
	void goalsAndEditionsAreFound() {
		GoalCommand command = parse(GoalCommand.class, "goal", "p10", "P1", "--edition", "short");
		assertThat(command.goals()).extracting(Goal::id).containsExactly("P1", "P10");
		assertThat(command.edition()).isEqualTo(Edition.SHORT);
		assertThat(parse(GoalCommand.class, "goal", "P1").edition()).isEqualTo(Edition.FULL);
		assertThat(parse(ServerCommand.class, "server", "netty-socket-io").kind())
			.isEqualTo(ServerKind.NETTY_SOCKET_IO);
	}

	@Test
	void sizingTakesADemand() {
		Demand demand = parse(SizingCommand.class, "sizing", "--connections", "1000000", "--messages", "2",
				"--recipients", "all")
			.demand();
		assertThat(demand.deliveriesPerSecond()).isEqualTo(2_000_000);
		assertThat(demand.connectsPerSecond()).isEqualTo(1_000);
	}

	@Test
	void stepsEndWhereTheLoadIsNotCarried() {
		Population population = mock(Population.class);
		Run run = mock(Run.class);
		given(population.size()).willReturn(50);
		given(population.start(any())).willReturn(run);
		given(run.interval()).willReturn(interval(3), interval(3), interval(3), interval(1_200));
		given(run.stop(any())).willReturn(new Outcome(10, 10, 10, 0));
		LoadCommand command = parse(LoadCommand.class, "load", "--url", "http://host", "--step", "10");
		List<LoadRow> rows = command.measure(population, (time) -> assertThat(time).isPositive());
		assertThat(rows).extracting(LoadRow::senders).containsExactly(10, 20);
		assertThat(rows).extracting(LoadRow::carried).containsExactly(true, false);
		ArgumentCaptor<Traffic> traffic = ArgumentCaptor.forClass(Traffic.class);
		verify(population, atLeastOnce()).start(traffic.capture());
		assertThat(traffic.getAllValues()).contains(new Traffic(new Scenario.Echo(20), 64, new Pace.Rate(20)));
	}

	private static Interval interval(long millis) {
		Histogram latency = new Histogram(3);
		latency.recordValue(millis * 1_000_000);
		return new Interval(Duration.ofSeconds(1), 10, 10, latency, Duration.ofMillis(100));
	}

	private <T> T parse(Class<T> type, String... arguments) {
		CommandLine.ParseResult result = this.commandLine.parseArgs(arguments);
		return type.cast(result.subcommand().commandSpec().userObject());
	}

	private void assertRefused(String why, String... arguments) {
		this.errors.getBuffer().setLength(0);
		assertThat(this.commandLine.execute(arguments)).isEqualTo(CommandLine.ExitCode.USAGE);
		assertThat(this.errors.toString()).contains(why);
	}

}
