// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a test needs on the machine beyond Maven and a JDK. Missing, it skips the test
 * with a line that says what to install; in continuous integration ({@code CI=true}) it
 * fails.
 */
public final class Requirements {

	private static final Logger logger = LoggerFactory.getLogger(Requirements.class);

	private Requirements() {
	}

	/**
	 * A program on the PATH.
	 * @param names names of the program, the first one found wins
	 * @return its file
	 */
	public static Path program(String... names) {
		Optional<Path> program = Stream.of(names).flatMap(Requirements::onPath).findFirst();
		return program.orElseGet(() -> missing("None of " + String.join(", ", names) + " is on the PATH"));
	}

	private static Stream<Path> onPath(String name) {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return Pattern.compile(Pattern.quote(File.pathSeparator))
			.splitAsStream(path)
			.flatMap((folder) -> Stream.of(Path.of(folder, name), Path.of(folder, name + ".exe")))
			.filter(Files::isExecutable);
	}

	/**
	 * A file or folder that an earlier step of the build makes.
	 * @param path the file
	 * @param step what makes it
	 * @return the file
	 */
	public static Path file(Path path, String step) {
		return Files.exists(path) ? path : missing(path + " is missing: " + step);
	}

	/**
	 * Ends the test: something is missing.
	 * @param what what is missing, and what to do
	 * @param <T> for use in expressions
	 * @return never
	 */
	public static <T> T missing(String what) {
		if ("true".equals(System.getenv("CI"))) {
			return Assertions.fail(what);
		}
		logger.warn("SKIPPED: {}", what); // the build's report does not show why
		return Assumptions.abort(what);
	}

	/**
	 * Folder of this module.
	 * @return the folder
	 */
	public static Path moduleFolder() {
		return Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
	}

}
