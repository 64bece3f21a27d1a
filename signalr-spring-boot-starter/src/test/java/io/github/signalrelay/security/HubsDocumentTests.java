// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security;

import java.io.IOException;
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

	@Test
	void examplesAreTheCodeThatIsCompiled() throws IOException {
		Path module = Path.of("").toAbsolutePath();
		Path here = module.resolve("src/test/java/io/github/signalrelay/security");
		String code = words(Files.readString(here.resolve("AdminHub.java"))
				+ Files.readString(here.resolve("RoomHub.java"))
				+ Files.readString(here.resolve("DocumentedApplication.java")));
		List<String> examples = JAVA.matcher(Files.readString(module.resolveSibling("docs").resolve("hubs.md")))
			.results()
			.map((MatchResult match) -> words(match.group(1)))
			.toList();
		assertThat(examples).hasSize(6).allSatisfy((example) -> assertThat(code).contains(example));
	}

	/** Indentation and line breaks differ between a page and a class. */
	private static String words(String text) {
		return text.replaceAll("\\s+", " ").trim();
	}

}
