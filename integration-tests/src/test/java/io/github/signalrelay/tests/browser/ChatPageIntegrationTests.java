// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.samples.chat.ChatApplication;
import io.github.signalrelay.samples.chatmvc.ChatMvcApplication;
import io.github.signalrelay.tests.Requirements;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two pages of the chat samples in headless Chromium: rooms, private messages, who is
 * here, leaving, and coming back after a restart. Screenshots lie in {@code target/chat}.
 */
class ChatPageIntegrationTests {

	@Test
	void chatOnWebFlux() throws Exception {
		try (RunningApplication chat = RunningApplication.start(ChatApplication.class, WebApplicationType.REACTIVE,
				Map.of())) {
			runPages("webflux", chat.origin(), chat.origin());
		}
	}

	@Test
	void chatOnWebMvc() throws Exception {
		try (RunningApplication chat = RunningApplication.start(ChatMvcApplication.class, WebApplicationType.SERVLET,
				Map.of())) {
			runPages("webmvc", chat.origin(), chat.origin());
		}
	}

	@Test
	void chatOfTwoAppServersThroughARelay() throws Exception {
		try (RunningApplication relay = RunningApplication.start(SignalRelayApplication.class,
				WebApplicationType.REACTIVE, Map.of("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY));
				RunningApplication first = startBehind(relay, ChatApplication.class, WebApplicationType.REACTIVE);
				RunningApplication second = startBehind(relay, ChatMvcApplication.class, WebApplicationType.SERVLET)) {
			RelayDeployment.awaitConnected(List.of(first.origin().resolve("/chat"), second.origin().resolve("/chat")));
			runPages("relay", first.origin(), second.origin());
		}
	}

	private static RunningApplication startBehind(RunningApplication relay, Class<?> source, WebApplicationType type) {
		return RunningApplication.start(source, type,
				Map.of("azure.signalr.connection-string", RelayDeployment.connectionString(relay.origin())));
	}

	private static void runPages(String name, URI first, URI second) throws Exception {
		Path folder = Requirements.moduleFolder().resolve("src/test/js");
		Path node = Requirements.program("node");
		Path chromium = Requirements.program("chromium", "chromium-browser", "google-chrome");
		Requirements.file(folder.resolve("node_modules/playwright-core"), "the build runs 'npm ci' where npm is found");
		Path output = Files.createDirectories(Requirements.moduleFolder().resolve("target/chat"));
		Path log = output.resolve(name + ".log");
		Process process = new ProcessBuilder(
				List.of(node.toString(), "chat-page.mjs", "--chromium", chromium.toString(), "--screenshots",
						output.resolve(name).toString(), "--url", first.toString(), "--url", second.toString()))
			.directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("node ended").isTrue();
			assertThat(process.exitValue()).as(() -> read(log)).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String read(Path log) {
		try {
			return Files.readString(log, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return log + " cannot be read: " + ex;
		}
	}

}
