// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.signalrelay.benchmarks.target.hub.BenchApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * The generator against the hub that is measured, embedded in this JVM.
 */
class SignalRLoadTests {

	private static final Duration DRAIN = Duration.ofSeconds(20);

	private static final int CLIENTS = 10;

	private static final GroupPlan GROUPS = new GroupPlan(5, 2);

	private static ConfigurableApplicationContext application;

	private static LoadGenerator generator;

	@BeforeAll
	static void start() {
		application = new SpringApplicationBuilder(BenchApplication.class).web(WebApplicationType.REACTIVE)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"logging.level.root=warn", "spring.config.location=optional:classpath:/none/",
					"spring.autoconfigure.exclude="
							+ "org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration")
			.run();
		generator = new LoadGenerator();
	}

	@AfterAll
	static void stop() {
		generator.close();
		application.close();
	}

	private static Address address() {
		int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		return Address.local(port, "/bench");
	}

	static Stream<Arguments> ways() {
		List<Arguments> ways = new ArrayList<>();
		for (Dialect dialect : List.of(Dialect.SIGNALR_JSON, Dialect.SIGNALR_MESSAGEPACK)) {
			for (Transport transport : Transport.values()) {
				if (dialect == Dialect.SIGNALR_JSON || transport != Transport.SERVER_SENT_EVENTS) {
					ways.add(Arguments.of(dialect, transport));
				}
			}
		}
		return ways.stream();
	}

	private static Population open(Dialect dialect, Transport transport) {
		return generator.open(address(), dialect, transport, new Opening(CLIENTS, Integer.MAX_VALUE, 4, true));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void everyScenario(Dialect dialect, Transport transport) {
		try (Population population = open(dialect, transport)) {
			population.join(GROUPS);
			scenario(population, new Scenario.Echo(4), 1);
			scenario(population, new Scenario.Broadcast(2), CLIENTS);
			scenario(population, new Scenario.SendToGroup(3), 4);
			scenario(population, new Scenario.SendToConnection(3), 1);
			scenario(population, new Scenario.SendToUser(3), 1);
			population.leave(GROUPS);
			Run run = population.start(new Traffic(new Scenario.SendToGroup(1), 64, new Pace.InFlight(1)));
			assertThat(run.stop(DRAIN).sent()).as("sent to groups without members").isZero();
			assertThat(population.lostConnections()).isZero();
		}
	}

	private static void scenario(Population population, Scenario scenario, int receivers) {
		run(population, new Traffic(scenario, 2048, new Pace.InFlight(2)), receivers);
		run(population, new Traffic(scenario, 64, new Pace.Rate(1000)), receivers);
	}

	private static void run(Population population, Traffic traffic, int receivers) {
		Run run = population.start(traffic);
		long[] deliveries = new long[1];
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.atMost(DRAIN)
			.until(() -> (deliveries[0] += run.interval().deliveries()) >= 10L * receivers);
		Outcome outcome = run.stop(DRAIN);
		assertThat(outcome.lost()).as("%s", traffic).isZero();
		assertThat(outcome.disordered()).isZero();
		assertThat(outcome.deliveries()).isEqualTo(outcome.sent() * receivers);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void clientsLeaveAndAreCut(Dialect dialect, Transport transport) {
		Population population = open(dialect, transport);
		assertThat(population.size()).isEqualTo(CLIENTS);
		population.close();
		assertThat(population.size()).isZero();
		assertThat(population.lostConnections()).isZero();
		Population other = open(dialect, transport);
		other.cut();
		assertThat(other.size()).isZero();
	}

	@Test
	void noHubThere() {
		Address elsewhere = Address.local(address().port(), "/nothing");
		assertThatIllegalStateException()
			.isThrownBy(() -> generator.open(elsewhere, Dialect.SIGNALR_JSON, Transport.WEB_SOCKETS, Opening.of(3)))
			.withMessageContaining("of 3 connections failed, the first one: negotiation: status 404");
		assertThatIllegalStateException()
			.isThrownBy(() -> generator.open(elsewhere, Dialect.PLAIN, Transport.WEB_SOCKETS, Opening.of(1)))
			.withMessageContaining("upgrade refused with status 404");
	}

}
