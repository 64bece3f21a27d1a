// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.autobahn;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

import io.github.signalrelay.tests.Requirements;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The suite's fuzzing client, which is written in Python, on Jython in a process of its
 * own.
 */
final class FuzzingClient {

	private static final String AGENT = "signalr-relay";

	private static final long LIMIT_MINUTES = 15;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private FuzzingClient() {
	}

	/**
	 * Runs cases against a server. The report lies in a folder below
	 * {@code target/autobahn}, its first page is {@code index.html}.
	 * @param server address of the server
	 * @param name name of the folder
	 * @param cases numbers of cases, {@code *} for any
	 * @return verdicts on all cases
	 */
	static List<CaseResult> run(String server, String name, List<String> cases) throws Exception {
		Path home = Requirements.moduleFolder().resolve("target/autobahn");
		Path report = home.resolve(name);
		FileSystemUtils.deleteRecursively(report);
		Path log = home.resolve(name + ".log");
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-XX:+UseSerialGC", "-cp",
				classPath(home), "org.python.util.jython", script().toString(), AGENT, server, report.toString()));
		command.addAll(cases);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).as("the suite ended, see " + log).isTrue();
			assertThat(process.exitValue()).as("exit code of the suite, see " + log).isZero();
		}
		finally {
			process.destroyForcibly();
		}
		return read(report.resolve("index.json"), log);
	}

	private static String classPath(Path home) {
		Path folder = Requirements.file(home.resolve("lib"), "the build copies the suite there");
		return folder + File.separator + "*";
	}

	private static Path script() {
		return Requirements.moduleFolder().resolve("src/test/python/fuzzing-client.py");
	}

	private static List<CaseResult> read(Path index, Path log) throws IOException {
		assertThat(index).as(() -> "report of the suite, see " + log).exists();
		JsonNode cases = JSON.readTree(Files.readString(index)).path(AGENT);
		return cases.properties()
			.stream()
			.map((entry) -> new CaseResult(entry.getKey(), entry.getValue().path("behavior").asString(),
					entry.getValue().path("behaviorClose").asString(), entry.getValue().path("reportfile").asString()))
			.toList();
	}

}
