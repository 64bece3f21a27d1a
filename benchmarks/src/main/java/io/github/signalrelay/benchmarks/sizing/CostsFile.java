// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.sizing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Unit costs as JSON. Safe for use by many threads.
 */
public final class CostsFile {

	private static final String DEFAULTS = "costs.json";

	private final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	/**
	 * The figures that came with this program.
	 * @return the figures
	 */
	public Costs defaults() {
		try (InputStream content = CostsFile.class.getResourceAsStream(DEFAULTS)) {
			if (content == null) {
				throw new IllegalStateException(DEFAULTS + " is missing from the class path");
			}
			return this.json.readValue(content, Costs.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads a file.
	 * @param file which
	 * @return its figures
	 */
	public Costs read(Path file) {
		return this.json.readValue(file, Costs.class);
	}

	/**
	 * Writes a file.
	 * @param file which
	 * @param costs its figures
	 */
	public void write(Path file, Costs costs) {
		this.json.writeValue(file, costs);
	}

}
