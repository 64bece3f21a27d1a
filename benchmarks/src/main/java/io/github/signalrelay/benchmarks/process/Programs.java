// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Programs of this machine.
 */
public final class Programs {

	private Programs() {
	}

	/**
	 * Looks for a program.
	 * @param names names of the program, the first one found wins
	 * @return its file, or empty where it is not on the PATH
	 */
	public static Optional<Path> find(String... names) {
		return Stream.of(names).flatMap(Programs::onPath).findFirst();
	}

	private static Stream<Path> onPath(String name) {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return Pattern.compile(Pattern.quote(File.pathSeparator))
			.splitAsStream(path)
			.map((folder) -> Path.of(folder, name))
			.filter(Files::isExecutable);
	}

}
