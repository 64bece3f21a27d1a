// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javascript;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.tests.Requirements;
import io.github.signalrelay.tests.deployment.Deployment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the scenarios of {@code src/test/js} with the published JavaScript client under
 * Node, and makes a test of each.
 */
final class JavaScriptSuite {

	private static final long MINUTES = 10;

	private static final String STATEFUL_RECONNECT = "stateful reconnect: ";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private JavaScriptSuite() {
	}

	/**
	 * Runs all scenarios with several pairs at the same time, which wait together for
	 * what takes its time.
	 * @param deployment what they run against
	 * @param environment more environment variables of Node
	 * @param pairs hub protocols and the transports that carry them, such as
	 * {@code json/web-sockets}
	 * @return one test for each pair and scenario, and one against unknown ones
	 */
	static Stream<DynamicTest> run(Deployment deployment, Map<String, String> environment, List<String> pairs) {
		Path folder = Requirements.moduleFolder().resolve("src/test/js");
		Path node = Requirements.program("node");
		Requirements.file(folder.resolve("node_modules/@microsoft/signalr"),
				"the build runs 'npm ci' where npm is found");
		List<ScenarioLine> lines = runNode(command(node, deployment, pairs), folder, environment, deployment);
		List<String> scenarios = expectedNames(folder);
		return tests(pairs.stream().flatMap((pair) -> names(pair, scenarios)).toList(), lines);
	}

	/** A client comes back over WebSockets, whatever the others use. */
	private static Stream<String> names(String pair, List<String> scenarios) {
		return scenarios.stream()
			.filter((scenario) -> pair.endsWith("/web-sockets") || !scenario.startsWith(STATEFUL_RECONNECT))
			.map((scenario) -> pair.replace("/", " over ") + ": " + scenario);
	}

	/**
	 * Makes tests of what was printed.
	 * @param names the scenarios that must have run
	 * @param lines what was printed
	 * @return one test for each scenario that must run, and one against unknown ones
	 */
	static Stream<DynamicTest> tests(List<String> names, List<ScenarioLine> lines) {
		return Stream.concat(names.stream().map((name) -> test(name, lines)), Stream
			.of(DynamicTest.dynamicTest("no scenario ran that is not listed", () -> checkNames(names, lines))));
	}

	private static List<String> command(Path node, Deployment deployment, List<String> pairs) {
		List<String> command = new ArrayList<>(List.of(node.toString(), "run.mjs"));
		deployment.hubs().forEach((hub) -> command.addAll(List.of("--url", hub.toString())));
		pairs.forEach((pair) -> command.addAll(List.of("--pair", pair)));
		return command;
	}

	/**
	 * Runs a program that prints the lines of scenarios.
	 * @param command the program with its arguments
	 * @param folder folder to run it in
	 * @param environment more environment variables
	 * @param deployment restarted when the program asks for it
	 * @return the lines of scenarios
	 */
	static List<ScenarioLine> runNode(List<String> command, Path folder, Map<String, String> environment,
			Deployment deployment) {
		try {
			ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
				.redirectError(ProcessBuilder.Redirect.INHERIT);
			builder.environment().putAll(environment);
			Process process = builder.start();
			try {
				CompletableFuture.delayedExecutor(MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
				List<ScenarioLine> lines = readLines(process, deployment);
				assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("node ended").isTrue();
				assertThat(process.exitValue()).as("exit code of node").isZero();
				return lines;
			}
			finally {
				process.destroyForcibly();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static List<ScenarioLine> readLines(Process process, Deployment deployment) throws IOException {
		List<ScenarioLine> lines = new ArrayList<>();
		try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
			for (String text = reader.readLine(); text != null; text = reader.readLine()) {
				ScenarioLine line = JSON.readValue(text, ScenarioLine.class);
				if ("restart".equals(line.marker())) {
					deployment.restart();
				}
				else {
					lines.add(line);
				}
			}
		}
		return lines;
	}

	/** The list stands beside the scenarios, so that one that is lost is noticed. */
	static List<String> expectedNames(Path folder) {
		try {
			return Files.readAllLines(folder.resolve("scenarios.txt"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static DynamicTest test(String name, List<ScenarioLine> lines) {
		return DynamicTest.dynamicTest(name, () -> {
			List<ScenarioLine> results = lines.stream().filter((line) -> name.equals(line.name())).toList();
			assertThat(results).as("results of this scenario").hasSize(1);
			assertThat(results.get(0).ok()).as(results.get(0).detail()).isTrue();
		});
	}

	private static void checkNames(List<String> names, List<ScenarioLine> lines) {
		Map<String, Long> counts = lines.stream()
			.collect(Collectors.groupingBy(ScenarioLine::name, Collectors.counting()));
		Map<String, Long> expected = names.stream().collect(Collectors.toMap(Function.identity(), (name) -> 1L));
		assertThat(counts).isEqualTo(expected);
	}

}
