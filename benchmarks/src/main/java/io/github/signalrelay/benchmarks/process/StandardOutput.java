// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What a server tells the benchmark that has started it: lines on the pipe between them,
 * each written at once, so that no logger can get in between.
 */
public final class StandardOutput {

	private StandardOutput() {
	}

	/**
	 * Tells that the server is ready.
	 * @param port TCP port that it listens on
	 */
	public static void listening(int port) {
		line("listening on " + port);
	}

	static void line(String text) {
		try {
			// not closed: others write to it, too
			new FileOutputStream(FileDescriptor.out).write((text + "\n").getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
