// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.report;

import java.nio.file.Path;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Results as JSON. Figures that are not numbers are the text {@code "NaN"}. Safe for use
 * by many threads.
 */
public final class ResultsFile {

	private final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	/**
	 * Writes a file.
	 * @param file where to
	 * @param content results, or what else a run leaves behind
	 */
	public void write(Path file, Object content) {
		this.json.writeValue(file, content);
	}

	/**
	 * Reads a file that was written by {@link #write}.
	 * @param file where from
	 * @param type type of what was written
	 * @return the content
	 * @param <T> type of what was written
	 */
	public <T> T read(Path file, Class<T> type) {
		return this.json.readValue(file, type);
	}

}
