// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.tests.Requirements;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The published JavaScript client with automatic reconnect, under Node.
 */
final class ReconnectingClient implements AutoCloseable {

	private static final long LIMIT_SECONDS = 90;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Process process;

	private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

	private ReconnectingClient(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "output of process " + process.pid());
		reader.setDaemon(true);
		reader.start();
	}

	static ReconnectingClient start(URI hub, String protocol) throws IOException {
		Path folder = Requirements.moduleFolder().resolve("src/test/js");
		Path node = Requirements.program("node");
		Requirements.file(folder.resolve("node_modules/@microsoft/signalr"),
				"the build runs 'npm ci' where npm is found");
		return new ReconnectingClient(
				new ProcessBuilder(node.toString(), "reconnecting.mjs", "--url", hub.toString(), "--protocol", protocol)
					.directory(folder.toFile())
					.redirectError(ProcessBuilder.Redirect.INHERIT)
					.start());
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().map((line) -> JSON.readValue(line, Event.class)).forEach(this.events::add);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits for the next change of the connection.
	 * @param state the change that must be next
	 * @return id of the connection, or an empty text while there is none
	 */
	String awaitState(String state) throws InterruptedException {
		Event event = this.events.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
		assertThat(event).as("next state").isNotNull();
		assertThat(event.state()).as(event.toString()).isEqualTo(state);
		return (event.id() != null) ? event.id() : "";
	}

	/** Stops the connection in the ordinary way, and waits for the process. */
	void stop() throws Exception {
		this.process.getOutputStream().close();
		assertThat(this.process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("node ended").isTrue();
		assertThat(this.process.exitValue()).as("exit code of node").isZero();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	/**
	 * A change of the connection.
	 *
	 * @param state what it is now
	 * @param id its id, or {@code null}
	 * @param error why, or {@code null}
	 */
	private record Event(String state, @Nullable String id, @Nullable String error) {

	}

}
