// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javascript;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;

import io.github.signalrelay.tests.Requirements;
import io.github.signalrelay.tests.deployment.Deployment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the scenarios of {@code src/test/js} with the published JavaScript client in pages
 * of headless Chromium: all but those whose proxy is Node's.
 */
final class BrowserSuite {

	/** Each transport with the hub protocols that it can carry. */
	private static final List<String> PAIRS = List.of("json/web-sockets", "messagepack/web-sockets",
			"json/server-sent-events", "json/long-polling", "messagepack/long-polling");

	/** These need servers of their own, which a page cannot have. */
	private static final List<String> ONLY_NODE = List.of("stateful reconnect: ", "redirects: ");

	private BrowserSuite() {
	}

	/**
	 * Folder with the scenarios.
	 * @return the folder
	 */
	static Path folder() {
		return Requirements.moduleFolder().resolve("src/test/js");
	}

	/**
	 * Runs the scenarios of all pairs of hub protocol and transport.
	 * @param deployment what they run against
	 * @param page page that they run in
	 * @param options more options of {@code browser.mjs}
	 * @return one test for each pair and scenario, and one against unknown ones
	 */
	static Stream<DynamicTest> run(Deployment deployment, URI page, String... options) {
		List<ScenarioLine> lines = runBrowser(deployment, page, options);
		List<String> scenarios = JavaScriptSuite.expectedNames(folder())
			.stream()
			.filter((name) -> ONLY_NODE.stream().noneMatch(name::startsWith))
			.toList();
		return JavaScriptSuite.tests(titles(scenarios), lines);
	}

	/**
	 * Runs the scenarios in which transports differ most.
	 * @param deployment what they run against
	 * @param page page that they run in
	 * @return one test for each pair and scenario, and one against unknown ones
	 */
	static Stream<DynamicTest> runBriefly(Deployment deployment, URI page) {
		List<ScenarioLine> lines = runBrowser(deployment, page, "--brief");
		List<String> ran = lines.stream().map(ScenarioLine::name).toList();
		List<String> scenarios = JavaScriptSuite.expectedNames(folder())
			.stream()
			.filter((name) -> PAIRS.stream().anyMatch((pair) -> ran.contains(title(pair, name))))
			.toList();
		assertThat(scenarios).hasSizeGreaterThan(50);
		return JavaScriptSuite.tests(titles(scenarios), lines);
	}

	private static List<String> titles(List<String> scenarios) {
		return PAIRS.stream().flatMap((pair) -> scenarios.stream().map((name) -> title(pair, name))).toList();
	}

	private static String title(String pair, String scenario) {
		return pair.replace("/", " over ") + ": " + scenario;
	}

	/**
	 * Has a client of each pair connect, which cannot.
	 * @param deployment what they try to connect to
	 * @param page page that they are in
	 * @return what each of them was told
	 */
	static List<String> problems(Deployment deployment, URI page) {
		List<String> problems = runBrowser(deployment, page, "--refused").stream().map(ScenarioLine::detail).toList();
		if (problems.size() != PAIRS.size()) {
			throw new IllegalStateException(problems.toString());
		}
		return problems;
	}

	private static List<ScenarioLine> runBrowser(Deployment deployment, URI page, String... options) {
		Path node = Requirements.program("node");
		Path chromium = Requirements.program("chromium", "chromium-browser", "google-chrome");
		Requirements.file(folder().resolve("node_modules/playwright-core"),
				"the build runs 'npm ci' where npm is found");
		List<String> command = new ArrayList<>(
				List.of(node.toString(), "browser.mjs", "--chromium", chromium.toString(), "--page", page.toString()));
		deployment.hubs().forEach((hub) -> command.addAll(List.of("--url", hub.toString())));
		PAIRS.forEach((pair) -> command.addAll(List.of("--pair", pair)));
		command.addAll(List.of(options));
		return JavaScriptSuite.runNode(command, folder(), Map.of(), deployment);
	}

}
