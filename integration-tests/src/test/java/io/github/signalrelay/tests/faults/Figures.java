// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.tests.Requirements;

/**
 * The table {@code figures.md} beside the tests: what each of them has to hold, and what
 * it came to last. A run prints its line; with {@code -Dfigures.write=true} it puts the
 * line into the table.
 */
final class Figures {

	/** Whether the long editions run. */
	static final boolean FULL = Boolean.getBoolean("faults.full");

	private static final Logger logger = LoggerFactory.getLogger(Figures.class);

	private static final boolean WRITE = Boolean.getBoolean("figures.write");

	private Figures() {
	}

	/**
	 * Reports what a test came to.
	 * @param name name of the figure; a long edition has a line of its own
	 * @param target what has to hold, without a vertical bar
	 * @param value what it came to, without a vertical bar
	 */
	static synchronized void report(String name, String target, String value) {
		String title = FULL ? name + ", long" : name;
		String line = "| " + title + " | " + target + " | " + value + " | " + LocalDate.now() + " |";
		logger.warn("FIGURE {}", line);
		if (WRITE) {
			write(title, line);
		}
	}

	private static void write(String title, String line) {
		Path table = Requirements.moduleFolder()
			.resolve("src/test/java")
			.resolve(Figures.class.getPackageName().replace('.', '/'))
			.resolve("figures.md");
		try {
			List<String> lines = new ArrayList<>(Files.readAllLines(table));
			int old = -1;
			for (int i = 0; i < lines.size(); i++) {
				old = lines.get(i).startsWith("| " + title + " |") ? i : old;
			}
			if (old >= 0) {
				lines.set(old, line);
			}
			else {
				lines.add(line);
			}
			Files.write(table, lines);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
