// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security;

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

/**
 * The examples of docs/hubs.md are code that is compiled, and run by the tests of this
 * module and of the test support.
 */
class HubsDocumentTests {

	/** Stands where an example leaves something out. */
	private static final String ELISION = "...\n";

	private static final Path MODULE = Path.of("").toAbsolutePath();

	@Test
	void examplesAreTheCodeThatIsCompiled() throws IOException {
		String code = code(MODULE, "java") + code(MODULE.resolveSibling("signalr-spring-boot-test"), "java");
		assertThat(examples("java")).hasSizeGreaterThan(10).allSatisfy((example) -> assertThat(code).contains(example));
	}

	@Test
	void examplesInKotlinAreTheCodeThatIsCompiled() throws IOException {
		String code = code(MODULE, "kotlin");
		assertThat(examples("kotlin")).isNotEmpty().allSatisfy((example) -> assertThat(code).contains(example));
	}

	private static List<String> examples(String language) throws IOException {
		return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(MODULE.resolveSibling("docs").resolve("hubs.md")))
			.results()
			.map((MatchResult match) -> match.group(1))
			.flatMap((example) -> Stream.of(example.split(Pattern.quote(ELISION))))
			.map(HubsDocumentTests::words)
			.toList();
	}

	private static String code(Path module, String language) throws IOException {
		try (Stream<Path> files = Files.walk(module.resolve("src/test/" + language))) {
			return files.filter(Files::isRegularFile)
				.map(HubsDocumentTests::read)
				.map(HubsDocumentTests::words)
				.collect(Collectors.joining(" ", " ", " "));
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
