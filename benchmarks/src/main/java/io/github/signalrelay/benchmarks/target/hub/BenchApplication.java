// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target.hub;

import java.util.concurrent.TimeUnit;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.signalrelay.benchmarks.process.StandardOutput;
import io.github.signalrelay.negotiate.UserIdProvider;
import io.github.signalrelay.service.ServiceConnections;

/**
 * An application with the starter on WebFlux. Without a connection string the relay runs
 * in it.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(BenchHub.class)
public class BenchApplication {

	/**
	 * Name of the variable with the number of service connections that have to be there
	 * before the application says that it listens.
	 */
	public static final String AWAITED_CONNECTIONS = "BENCH_AWAITED_CONNECTIONS";

	private static final long LOOK_INTERVAL_MILLIS = 20;

	/**
	 * Serves until the process ends.
	 * @param arguments properties of Spring Boot
	 * @throws InterruptedException if the process is to end
	 */
	public static void main(String[] arguments) throws InterruptedException {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(BenchApplication.class)
			.web(WebApplicationType.REACTIVE)
			.run(arguments);
		String awaited = context.getEnvironment().getProperty(AWAITED_CONNECTIONS, "0");
		awaitConnections(context.getBean(ServiceConnections.class), Integer.parseInt(awaited));
		StandardOutput.listening(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	/** The launcher gives up when this takes too long. */
	private static void awaitConnections(ServiceConnections connections, int awaited) throws InterruptedException {
		while (connections.activeCounts().values().stream().mapToInt(Integer::intValue).sum() < awaited) {
			TimeUnit.MILLISECONDS.sleep(LOOK_INTERVAL_MILLIS);
		}
	}

	/** Clients of a benchmark name their user in the query. */
	@Bean
	UserIdProvider userIdProvider() {
		return (context) -> UriComponentsBuilder.fromUri(context.uri()).build().getQueryParams().getFirst("user");
	}

}
