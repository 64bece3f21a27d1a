// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.tests.Requirements;
import io.github.signalrelay.tests.deployment.RunningApplication;
import io.github.signalrelay.tests.docs.example.ExampleApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of the README compiles and runs, and links lead somewhere.
 */
class ReadmeTests {

	private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:|#)([^)#]+)[^)]*\\)|src=\"([^\"]+)\"");

	@Test
	void theExampleIsTheCodeThatIsCompiled() {
		Path folder = Requirements.moduleFolder().resolve("src/test/java/io/github/signalrelay/tests/docs/example");
		String code = Stream.of("ChatHub", "ChatClient", "Bell")
			.map((name) -> Documents.read(folder.resolve(name + ".java")))
			.map(ReadmeTests::withoutHead)
			.collect(Collectors.joining("\n"));
		assertThat(Documents.blocks(Documents.read("README.md"), "java")).first().asString().isEqualTo(code);
	}

	/** The part behind package and imports. */
	private static String withoutHead(String source) {
		int lastHeadLine = Math.max(source.lastIndexOf("\nimport "), source.indexOf("\npackage "));
		return source.substring(source.indexOf("\n\n", lastHeadLine) + 2);
	}

	@Test
	void theExampleRuns() throws Exception {
		BlockingQueue<String> heard = new LinkedBlockingQueue<>();
		try (RunningApplication application = RunningApplication.start(ExampleApplication.class,
				WebApplicationType.REACTIVE, Map.of())) {
			HubConnection connection = HubConnectionBuilder.create(application.origin() + "/chat").build();
			connection.on("said", (room, text) -> heard.add(room + ": " + text), String.class, String.class);
			connection.start().blockingAwait();
			connection.invoke("join", "Lobby").blockingAwait();
			connection.invoke("say", "Lobby", "Hello").blockingAwait();
			assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("Lobby: Hello");
			application.bean(Runnable.class).run();
			assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("everywhere: The bell rings.");
			connection.stop().blockingAwait();
		}
	}

	@Test
	void linksLeadSomewhere() {
		for (Path document : Documents.all()) {
			List<String> broken = LINK.matcher(Documents.read(document))
				.results()
				.map((match) -> (match.group(1) != null) ? match.group(1) : match.group(2))
				.filter((target) -> !Files.exists(document.resolveSibling(target)))
				.toList();
			assertThat(broken).as("links of " + document.getFileName()).isEmpty();
		}
	}

}
