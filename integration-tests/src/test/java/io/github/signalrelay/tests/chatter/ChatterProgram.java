// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.chatter;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.tests.deployment.RunningApplication;

/**
 * Runs the application in a process of its own, which ends at the end of its input.
 * Arguments are properties, such as {@code server.port=0}.
 */
public final class ChatterProgram {

	/** Begins the line that tells the port. */
	public static final String LISTENING = "listening on ";

	private ChatterProgram() {
	}

	public static void main(String[] arguments) throws Exception {
		Map<String, Object> properties = new LinkedHashMap<>();
		Arrays.stream(arguments)
			.map((argument) -> argument.split("=", 2))
			.forEach((pair) -> properties.put(pair[0], pair[1]));
		try (RunningApplication application = RunningApplication.start(ChatterApplication.class,
				WebApplicationType.REACTIVE, properties)) {
			System.out.println(LISTENING + application.port());
			while (System.in.read() >= 0) {
				// until whoever started it wants it to end, or is gone
			}
		}
		System.exit(0);
	}

}
