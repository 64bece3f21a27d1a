// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.signalrelay.tests.Requirements;

/**
 * The documents of the repository.
 */
final class Documents {

	private static final Path ROOT = Requirements.moduleFolder().getParent();

	private Documents() {
	}

	static Path file(String path) {
		return ROOT.resolve(path);
	}

	static String read(String path) {
		return read(file(path));
	}

	static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * All documents.
	 * @return files, relative to the root
	 */
	static List<Path> all() {
		try (Stream<Path> files = Files.list(file("docs"))) {
			Stream<Path> all = Stream.concat(files,
					Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md").map(Documents::file));
			return all.filter((path) -> path.toString().endsWith(".md")).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Code blocks of a document.
	 * @param text the document
	 * @param language language that the blocks are marked with
	 * @return their contents
	 */
	static List<String> blocks(String text, String language) {
		return Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
			.matcher(text)
			.results()
			.map((match) -> match.group(1))
			.toList();
	}

}
