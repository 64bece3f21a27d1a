// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a process prints: copied to a file by a thread of its own, and watched for its
 * port and for answers of its probe.
 */
final class ProcessOutput {

	private static final int TAIL_LINES = 30;

	private final Path file;

	private final Pattern listening;

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

	/** Last lines, guarded by itself. */
	private final Deque<String> tail = new ArrayDeque<>();

	private final Thread reader;

	ProcessOutput(String name, InputStream input, Path file, Pattern listening) {
		this.file = file;
		this.listening = listening;
		this.reader = new Thread(() -> read(input), "output of " + name);
		this.reader.setDaemon(true);
		this.reader.start();
	}

	private void read(InputStream input) {
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
				Writer log = Files.newBufferedWriter(this.file)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				take(line, log);
			}
		}
		catch (IOException ex) {
			keep(ex.toString());
		}
		this.port.completeExceptionally(new IllegalStateException("It ended before it listened"));
	}

	private void take(String line, Writer log) throws IOException {
		if (line.startsWith(ProbedMain.ANSWER)) {
			this.answers.add(line.substring(ProbedMain.ANSWER.length()));
			return;
		}
		log.append(line).append('\n').flush();
		keep(line);
		if (!this.port.isDone()) {
			Matcher matcher = this.listening.matcher(line);
			if (matcher.find()) {
				this.port.complete(Integer.valueOf(matcher.group(1)));
			}
		}
	}

	private void keep(String line) {
		synchronized (this.tail) {
			if (this.tail.size() == TAIL_LINES) {
				this.tail.removeFirst();
			}
			this.tail.addLast(line);
		}
	}

	int awaitPort(Duration limit) {
		return this.port.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
	}

	@Nullable String answer(Duration limit) throws InterruptedException {
		return this.answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** Waits for the last line of a process that has ended. */
	void awaitEnd(Duration limit) throws InterruptedException {
		this.reader.join(limit.toMillis());
	}

	String tail() {
		synchronized (this.tail) {
			return "Last lines of " + this.file + ":\n  " + String.join("\n  ", this.tail);
		}
	}

}
