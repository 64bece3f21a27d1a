// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * The generator against servers that say nothing but what they are told.
 */
class PlainLoadTests {

	private static final Duration DRAIN = Duration.ofSeconds(20);

	private final LoadGenerator generator = new LoadGenerator();

	@AfterEach
	void close() {
		this.generator.close();
	}

	private Population open(PlainServer server, int connections) {
		return this.generator.open(server.address(), Dialect.PLAIN, Transport.WEB_SOCKETS, Opening.of(connections));
	}

	private static Traffic traffic(Scenario scenario, Pace pace) {
		return new Traffic(scenario, 64, pace);
	}

	private static void awaitDeliveries(Run run, long deliveries) {
		long[] all = new long[1];
		await().pollInterval(Duration.ofMillis(10)).atMost(DRAIN).until(() -> {
			Interval interval = run.interval();
			assertThat(interval.latency().getTotalCount()).isEqualTo(interval.deliveries());
			all[0] += interval.deliveries();
			return all[0] >= deliveries;
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void closedLoops(boolean upgrade) {
		try (PlainServer server = new PlainServer(upgrade);
				Population population = this.generator.open(server.address(), upgrade ? Dialect.PLAIN : Dialect.FRAMES,
						Transport.WEB_SOCKETS, Opening.of(20))) {
			assertThat(population.size()).isEqualTo(20);
			assertThat(population.openedIn()).isPositive();
			for (Scenario scenario : new Scenario[] { new Scenario.Echo(7), new Scenario.Broadcast(2) }) {
				Run run = population.start(traffic(scenario, new Pace.InFlight(3)));
				awaitDeliveries(run, 1000);
				Outcome outcome = run.stop(DRAIN);
				assertThat(outcome.lost()).isZero();
				assertThat(outcome.disordered()).isZero();
				assertThat(outcome.deliveries())
					.isEqualTo(outcome.sent() * ((scenario instanceof Scenario.Echo) ? 1 : 20));
			}
			assertThat(population.lostConnections()).isZero();
		}
	}

	@Test
	void openLoopSendsAtItsRate() {
		try (PlainServer server = new PlainServer(true); Population population = open(server, 10)) {
			Run run = population.start(traffic(new Scenario.Echo(10), new Pace.Rate(1000)));
			long began = System.nanoTime();
			awaitDeliveries(run, 200);
			double seconds = (System.nanoTime() - began) / 1e9;
			Outcome outcome = run.stop(DRAIN);
			assertThat(outcome.lost()).isZero();
			assertThat(outcome.sent()).isBetween(200L, (long) (1000 * (seconds + 5)));
		}
	}

	@Test
	void whatNeverComesIsLost() {
		try (PlainServer server = new PlainServer(true); Population population = open(server, 3)) {
			server.skip(1);
			Run run = population.start(traffic(new Scenario.Broadcast(1), new Pace.Rate(100)));
			awaitDeliveries(run, 30);
			assertThat(run.stop(Duration.ofMillis(300)).lost()).isEqualTo(3);
		}
	}

	@Test
	void populationsDoNotCountEachOthersMessages() {
		try (PlainServer server = new PlainServer(true);
				Population one = open(server, 3);
				Population other = open(server, 4)) {
			Run first = one.start(traffic(new Scenario.Echo(2), new Pace.InFlight(2)));
			Run second = other.start(traffic(new Scenario.Broadcast(1), new Pace.InFlight(1)));
			awaitDeliveries(first, 100);
			awaitDeliveries(second, 100);
			assertThat(first.stop(DRAIN).lost()).isZero();
			assertThat(second.stop(DRAIN).lost()).isZero();
		}
	}

	@Test
	void stalledClientsAreNotExpectedToReceive() {
		try (PlainServer server = new PlainServer(true); Population population = open(server, 10)) {
			Run run = population.start(traffic(new Scenario.Broadcast(1), new Pace.InFlight(2)));
			awaitDeliveries(run, 100);
			population.stall(4);
			run.interval();
			awaitDeliveries(run, 100);
			Outcome outcome = run.stop(DRAIN);
			assertThat(outcome.lost()).isZero();
			assertThat(outcome.deliveries()).isLessThan(10 * outcome.sent());
			assertThat(population.size()).isEqualTo(10);
			server.disconnectAll();
			await().atMost(DRAIN).until(() -> population.stalledAndClosed() == 4);
			assertThat(population.lostConnections()).isEqualTo(6);
			assertThat(population.size()).isZero();
		}
	}

	@Test
	void cutAndClosedClientsAreGone() {
		try (PlainServer server = new PlainServer(true)) {
			Population cut = open(server, 10);
			assertThat(server.connected()).isEqualTo(10);
			cut.cut();
			assertThat(cut.size()).isZero();
			await().atMost(DRAIN).until(() -> server.connected() == 0);
			Population closed = open(server, 10);
			closed.close();
			assertThat(closed.size()).isZero();
			assertThat(closed.lostConnections()).isZero();
			await().atMost(DRAIN).until(() -> server.connected() == 0);
		}
	}

	@Test
	void nobodyListens() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		assertThatIllegalStateException()
			.isThrownBy(() -> this.generator.open(Address.local(port, "/"), Dialect.PLAIN, Transport.WEB_SOCKETS,
					new Opening(20, 1000, 4, false)))
			.withMessageContaining("connections failed, the first one: connect: ");
	}

	@Test
	void serverUnderstandsNothing() {
		try (PlainServer server = new PlainServer(false)) {
			for (Dialect dialect : new Dialect[] { Dialect.PLAIN, Dialect.SIGNALR_JSON }) {
				assertThatIllegalStateException()
					.isThrownBy(
							() -> this.generator.open(server.address(), dialect, Transport.WEB_SOCKETS, Opening.of(1)))
					.withMessageContaining("1 of 1 connections failed, the first one: ");
			}
		}
	}

	@Test
	void whatCannotBeSaid() {
		try (PlainServer server = new PlainServer(true); Population population = open(server, 2)) {
			assertThatIllegalStateException()
				.isThrownBy(() -> population.start(traffic(new Scenario.SendToUser(1), new Pace.InFlight(1))))
				.withMessageContaining("Only SignalR has sendToUser");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> population.start(traffic(new Scenario.Echo(3), new Pace.InFlight(1))))
				.withMessage("3 senders among 2 clients");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> population.start(new Traffic(new Scenario.Echo(1), 31, new Pace.InFlight(1))))
				.withMessageContaining("32 bytes");
		}
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.generator.open(Address.local(1, "/"), Dialect.SIGNALR_MESSAGEPACK,
					Transport.SERVER_SENT_EVENTS, Opening.of(1)))
			.withMessageContaining("no MessagePack");
	}

	@Test
	void stepsEndWhereTooMuchIsLost() throws Exception {
		try (PlainServer server = new PlainServer(true); Population population = open(server, 10)) {
			StepMethod method = new StepMethod(Scenario.Echo::new, 64, 50, 2, 6, Duration.ofMillis(50),
					Duration.ofMillis(200), Duration.ofSeconds(30));
			StepMethod.Climb climb = method.climb(population);
			assertThat(climb.steps()).extracting(StepMethod.Step::senders).containsExactly(2, 4, 6);
			assertThat(climb.lastGood()).get().extracting(StepMethod.Step::senders).isEqualTo(6);
			StepMethod strict = new StepMethod(Scenario.Echo::new, 64, 50, 2, 6, Duration.ofMillis(50),
					Duration.ofMillis(200), Duration.ofNanos(1));
			assertThat(strict.climb(population).lastGood()).isEmpty();
		}
	}

}
