// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a {@link ProbedMain} over pipes, one question at a time.
 */
final class PipedJvmProbe implements JvmProbe {

	/** A full garbage collection of a large heap takes its time. */
	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final String name;

	private final OutputStream questions;

	private final ProcessOutput output;

	PipedJvmProbe(String name, OutputStream questions, ProcessOutput output) {
		this.name = name;
		this.questions = questions;
		this.output = output;
	}

	@Override
	public long heapAfterGc() {
		return ask(JvmQuestion.HEAP_AFTER_GC);
	}

	@Override
	public long allocatedBytes() {
		return ask(JvmQuestion.ALLOCATED);
	}

	@Override
	public long directBytes() {
		return ask(JvmQuestion.DIRECT);
	}

	@Override
	public Duration longestPause() {
		return Duration.ofMillis(ask(JvmQuestion.LONGEST_PAUSE));
	}

	Duration compilationTime() {
		return Duration.ofMillis(ask(JvmQuestion.COMPILED));
	}

	@Override
	public long leaks() {
		return ask(JvmQuestion.LEAKS);
	}

	private synchronized long ask(JvmQuestion question) {
		try {
			this.questions.write((question.name() + "\n").getBytes(StandardCharsets.US_ASCII));
			this.questions.flush();
			String answer = this.output.answer(LIMIT);
			if (answer == null || !answer.startsWith(question.name() + " ")) {
				throw new IllegalStateException(
						this.name + " answers " + question + " with " + answer + ". " + this.output.tail());
			}
			return Long.parseLong(answer.substring(question.name().length() + 1));
		}
		catch (IOException ex) {
			throw new IllegalStateException(this.name + " cannot be asked. " + this.output.tail(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while asking " + this.name, ex);
		}
	}

}
