// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples of docs/testing.md are code that is compiled, and run by tests. */
class TestingDocumentTests {

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	/** Stands where an example leaves something out. */
	private static final String ELISION = "...\n";

	@Test
	void examplesAreTheCodeThatIsRun() throws IOException {
		Path module = Path.of("").toAbsolutePath();
		String code = code(module.resolve("src/test/java/io/github/signalrelay/test"));
		List<String> examples = JAVA.matcher(Files.readString(module.resolveSibling("docs").resolve("testing.md")))
			.results()
			.map((MatchResult match) -> match.group(1))
			.flatMap((example) -> Stream.of(example.split(Pattern.quote(ELISION))))
			.map(TestingDocumentTests::words)
			.toList();
		assertThat(examples).hasSizeGreaterThan(5).allSatisfy((example) -> assertThat(code).contains(example));
	}

	private static String code(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.filter((file) -> !file.endsWith("TestingDocumentTests.java"))
				.map(TestingDocumentTests::read)
				.map(TestingDocumentTests::words)
				.collect(Collectors.joining(" "));
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Indentation and line breaks differ between a page and a class. */
	private static String words(String text) {
		return text.replaceAll("\\s+", " ").trim();
	}

}
