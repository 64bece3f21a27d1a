// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Named;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Test vectors: a JSON list of entries with a name each. Shared ones lie in the folder
 * that the system property {@code signalr.vectors} names, our own beside the tests.
 */
public final class VectorFile {

	private static final Logger logger = LoggerFactory.getLogger(VectorFile.class);

	private static final JsonMapper MAPPER = new JsonMapper();

	private VectorFile() {
	}

	/**
	 * Reads a shared file. Without it the calling test is skipped, or fails where the
	 * environment variable {@code CI} is {@code true}.
	 * @param name name of the file without {@code .json}
	 * @return its content
	 */
	public static JsonNode load(String name) {
		String folder = System.getProperty("signalr.vectors");
		Path file = (folder != null) ? Path.of(folder, name + ".json") : null;
		if (file == null || !Files.isRegularFile(file)) {
			String problem = "No vector file " + name + ".json in the folder that the property signalr.vectors names ("
					+ folder + ")";
			Assertions.assertFalse("true".equals(System.getenv("CI")), problem);
			// Surefire says nothing of a provider that gives up
			logger.warn("{}: tests with it are skipped", problem);
			Assumptions.abort(problem);
		}
		return MAPPER.readTree(file.toFile());
	}

	/**
	 * Reads a file of our own.
	 * @param path path below {@code src/test/resources/vectors}
	 * @return its content
	 */
	public static JsonNode own(String path) {
		try (InputStream input = VectorFile.class.getResourceAsStream("/vectors/" + path)) {
			Assertions.assertNotNull(input, () -> "No resource /vectors/" + path);
			return MAPPER.readTree(input);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Entries of a file one by one.
	 * @param file the file's content
	 * @return the entries in order
	 */
	public static Stream<JsonNode> entries(JsonNode file) {
		return StreamSupport.stream(file.spliterator(), false);
	}

	/**
	 * Entries of a file as arguments of tests that are called by their names.
	 * @param file the file's content
	 * @return the entries in order
	 */
	public static Stream<Named<JsonNode>> named(JsonNode file) {
		return entries(file).map((entry) -> Named.of(text(entry, "name"), entry));
	}

	/**
	 * Value of a property that must be there.
	 * @param entry an entry
	 * @param property name of the property
	 * @return its text
	 */
	public static String text(JsonNode entry, String property) {
		return entry.required(property).stringValue();
	}

	/**
	 * Value of a property that must be there, in Base64.
	 * @param entry an entry
	 * @param property name of the property
	 * @return its bytes
	 */
	public static byte[] bytes(JsonNode entry, String property) {
		return Base64.getDecoder().decode(text(entry, property));
	}

}
