// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

import io.github.signalrelay.benchmarks.process.JvmOptions;
import io.github.signalrelay.benchmarks.process.Launch;

/**
 * Command line of a Spring Boot program. All of them share this class path; each is
 * configured as if it had nothing on it but what it is packaged with.
 */
final class SpringProgram {

	/** What Spring Boot says itself, for the program that is not of this module. */
	static final Pattern BOOT_LISTENING = Pattern.compile("Netty started on port (\\d+)");

	private static final String STARTER = "io.github.signalrelay.autoconfigure.";

	private static final String RELAY = "io.github.signalrelay.relay.autoconfigure.";

	/** Of the two servers of WebFlux that are here, programs have the first. */
	private static final String REACTIVE_TOMCAT = "org.springframework.boot.tomcat.autoconfigure.reactive.";

	private static final List<String> ACTUATOR = List.of("org.springframework.boot.actuate.",
			"org.springframework.boot.health.", "org.springframework.boot.micrometer.");

	private final Class<?> main;

	private final List<String> arguments = new ArrayList<>(
			List.of("--server.address=127.0.0.1", "--server.shutdown=immediate",
					"--spring.reactor.netty.shutdown-quiet-period=0s", "--spring.main.banner-mode=off"));

	private final Map<String, String> environment = new HashMap<>();

	private Pattern listening = Launch.LISTENING;

	/** Any free one. */
	private int port;

	private SpringProgram(Class<?> main, Predicate<String> foreign) {
		this.main = main;
		this.environment.put("SPRING_AUTOCONFIGURE_EXCLUDE",
				StreamSupport
					.stream(ImportCandidates.load(AutoConfiguration.class, main.getClassLoader()).spliterator(), false)
					.filter(foreign)
					.collect(Collectors.joining(",")));
	}

	/** The relay as a program: with actuator and metrics, without the starter. */
	static SpringProgram relay(Class<?> main) {
		SpringProgram program = new SpringProgram(main,
				(name) -> name.startsWith(STARTER) || name.startsWith(REACTIVE_TOMCAT));
		program.listening = BOOT_LISTENING;
		return program.with("spring.main.web-application-type", "reactive").with("signalr.relay.drain-time", "0s");
	}

	/** An application with the starter alone. */
	static SpringProgram hub(Class<?> main) {
		return own(main, (name) -> isActuator(name) || name.startsWith(REACTIVE_TOMCAT));
	}

	/** An application without anything of this project. */
	static SpringProgram peer(Class<?> main) {
		return own(main, (name) -> isActuator(name) || name.startsWith(REACTIVE_TOMCAT) || name.startsWith(STARTER)
				|| name.startsWith(RELAY));
	}

	private static SpringProgram own(Class<?> main, Predicate<String> foreign) {
		// else the configuration of the relay, which is on this class path
		return new SpringProgram(main, foreign).with("spring.config.location", "optional:classpath:/none/")
			.with("logging.level.root", "warn");
	}

	private static boolean isActuator(String name) {
		return ACTUATOR.stream().anyMatch(name::startsWith);
	}

	/** Lets others know where the program will listen before it does. */
	SpringProgram at(int wanted) {
		this.port = wanted;
		return this;
	}

	SpringProgram with(String property, Object value) {
		this.arguments.add("--" + property + "=" + value);
		return this;
	}

	SpringProgram with(List<String> properties) {
		this.arguments.addAll(properties);
		return this;
	}

	SpringProgram secret(Map<String, String> variables) {
		this.environment.putAll(variables);
		return this;
	}

	Launch launch(String name, boolean measured, JvmOptions options) {
		Map<String, String> all = new HashMap<>(options.environment());
		all.putAll(this.environment);
		List<String> complete = new ArrayList<>(this.arguments);
		complete.add("--server.port=" + this.port);
		return new Launch(name, measured, options.command(this.main, complete), all, true, this.listening);
	}

}
