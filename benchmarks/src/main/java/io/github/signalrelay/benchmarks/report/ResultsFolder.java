// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

import io.github.signalrelay.benchmarks.goal.Chart;

/**
 * The folder that a run writes to.
 *
 * @param path where it is
 */
public record ResultsFolder(Path path) {

	private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
		.withZone(ZoneOffset.UTC);

	/**
	 * Makes a folder named after a time.
	 * @param parent folder of all runs
	 * @param time when the run started
	 * @return the folder
	 */
	public static ResultsFolder create(Path parent, Instant time) {
		try {
			return new ResultsFolder(Files.createDirectories(parent.resolve(NAME.format(time))));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Writes {@code results.json}, {@code results.md} and a plot for each chart.
	 * @param results the results
	 * @param problems hears in a line what could not be plotted
	 */
	public void write(Results results, Consumer<String> problems) {
		new ResultsFile().write(this.path.resolve("results.json"), results);
		text("results.md", new Report(results).markdown());
		for (Chart chart : results.charts()) {
			try {
				text(Plot.file(chart), Plot.svg(chart));
			}
			catch (RuntimeException | LinkageError ex) { // Java without fonts
				problems.accept(Plot.file(chart) + " was not plotted: " + ex);
			}
		}
	}

	/**
	 * Writes a text.
	 * @param name name of the file
	 * @param content its content
	 */
	public void text(String name, String content) {
		try {
			Files.writeString(this.path.resolve(name), content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
