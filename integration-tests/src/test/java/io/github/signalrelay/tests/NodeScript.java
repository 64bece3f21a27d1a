// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a script of {@code src/test/js} under Node.
 */
public final class NodeScript {

	private static final long MINUTES = 3;

	private NodeScript() {
	}

	/**
	 * Runs a script to its end, which must be a good one.
	 * @param script name of the file
	 * @param arguments arguments of the script
	 * @return what it has printed
	 */
	public static String run(String script, List<String> arguments) throws Exception {
		Path folder = Requirements.moduleFolder().resolve("src/test/js");
		Path node = Requirements.program("node");
		Requirements.file(folder.resolve("node_modules/@microsoft/signalr"),
				"the build runs 'npm ci' where npm is found");
		List<String> command = new ArrayList<>(List.of(node.toString(), script));
		command.addAll(arguments);
		Process process = new ProcessBuilder(command).directory(folder.toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("node ended").isTrue();
			assertThat(process.exitValue()).as("exit code of " + script + ", which printed " + output).isZero();
			return output;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
