// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs another main class and answers questions about the JVM: a question on each line of
 * the standard input, an answer behind a prefix on the standard output. Ends the JVM when
 * the standard input ends, so that no server outlives the benchmark that has started it.
 */
public final class ProbedMain {

	private static final Logger logger = LoggerFactory.getLogger(ProbedMain.class);

	static final String ANSWER = "@probe ";

	private ProbedMain() {
	}

	/**
	 * Runs a main class.
	 * @param arguments name of the class, and its arguments
	 * @throws ReflectiveOperationException if there is no such class
	 */
	public static void main(String[] arguments) throws ReflectiveOperationException {
		JvmSelf self = new JvmSelf();
		self.watch();
		Thread probe = new Thread(() -> answer(self), "probe");
		probe.setDaemon(true);
		probe.start();
		Method main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
		main.setAccessible(true);
		try {
			main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
		}
		catch (InvocationTargetException ex) {
			logger.error("{} failed", arguments[0], ex.getCause());
			System.exit(1);
		}
	}

	private static void answer(JvmSelf self) {
		try {
			BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
			for (String line = questions.readLine(); line != null; line = questions.readLine()) {
				StandardOutput.line(ANSWER + line + " " + self.answer(JvmQuestion.valueOf(line)));
			}
		}
		catch (IOException ex) {
			logger.error("The benchmark cannot be heard any more", ex);
		}
		System.exit(0);
	}

}
