// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples of docs/hubs.md are code that is compiled, and run by the tests here. */
class HubsDocumentTests {

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	private static final Pattern KOTLIN = Pattern.compile("```kotlin\n(.*?)```", Pattern.DOTALL);

	private static final Path MODULE = Path.of("").toAbsolutePath();

	@Test
	void examplesAreTheCodeThatIsCompiled() throws IOException {
		assertThat(examples(JAVA)).hasSize(7).allSatisfy((example) -> assertThat(code("java")).contains(example));
	}

	@Test
	void examplesInKotlinAreTheCodeThatIsCompiled() throws IOException {
		assertThat(examples(KOTLIN)).hasSize(1).allSatisfy((example) -> assertThat(code("kotlin")).contains(example));
	}

	private static List<String> examples(Pattern language) throws IOException {
		return language.matcher(Files.readString(MODULE.resolveSibling("docs").resolve("hubs.md")))
			.results()
			.map((MatchResult match) -> words(match.group(1)))
			.toList();
	}

	private static String code(String language) throws IOException {
		StringBuilder code = new StringBuilder();
		Path folder = MODULE.resolve("src/test/" + language + "/io/github/signalrelay/security");
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
			for (Path file : files) {
				code.append(words(Files.readString(file))).append(' ');
			}
		}
		return code.toString();
	}

	/** Indentation and line breaks differ between a page and a class. */
	private static String words(String text) {
		return text.replaceAll("\\s+", " ").trim();
	}

}
