// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Connections that are kept alive for single requests such as negotiations. Belongs to
 * the generator's event loop.
 */
public final class HttpPool {

	private static final int MAX_BODY = 64 * 1024;

	private static final byte[] NO_BODY = {};

	private final GeneratorLoop loop;

	private final Map<HttpOrigin, Deque<HttpLine>> idle = new HashMap<>();

	private boolean retired;

	/**
	 * Creates a pool without connections.
	 * @param loop the generator's loop
	 */
	public HttpPool(GeneratorLoop loop) {
		this.loop = loop;
	}

	/** Sends a request without body and hands out the response as a whole. */
	void request(HttpOrigin origin, String head, BiConsumer<Integer, byte[]> answer, Consumer<String> failure) {
		HttpLine line = pollIdle(origin);
		boolean used = line != null;
		HttpLine target = (line != null) ? line : new HttpLine(this.loop, origin);
		target.send(head, NO_BODY, 0, new Whole(origin, target, answer, (reason, unanswered) -> {
			if (used && unanswered) {
				request(origin, head, answer, failure);
			}
			else {
				failure.accept(reason);
			}
		}));
	}

	private @Nullable HttpLine pollIdle(HttpOrigin origin) {
		Deque<HttpLine> lines = this.idle.computeIfAbsent(origin, (key) -> new ArrayDeque<>());
		HttpLine line = lines.pollLast();
		while (line != null && !line.isOpen()) {
			line = lines.pollLast();
		}
		return line;
	}

	/**
	 * Closes the connections that are not in use, and keeps none from now on.
	 */
	public void retire() {
		this.retired = true;
		this.idle.values().forEach((lines) -> lines.forEach(HttpLine::close));
		this.idle.clear();
	}

	/** Collects a response. */
	private final class Whole implements HttpLine.Response {

		private final HttpOrigin origin;

		private final HttpLine line;

		private final BiConsumer<Integer, byte[]> answer;

		private final BiConsumer<String, Boolean> failure;

		private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);

		private Whole(HttpOrigin origin, HttpLine line, BiConsumer<Integer, byte[]> answer,
				BiConsumer<String, Boolean> failure) {
			this.origin = origin;
			this.line = line;
			this.answer = answer;
			this.failure = failure;
		}

		@Override
		public void body(int status, byte[] data, int from, int to) {
			if (this.body.size() + to - from > MAX_BODY) {
				throw new IllegalStateException("the server sent a body of more than " + MAX_BODY + " bytes");
			}
			this.body.write(data, from, to - from);
		}

		@Override
		public void end(int status) {
			if (HttpPool.this.retired) {
				this.line.close();
			}
			else if (this.line.isOpen()) {
				HttpPool.this.idle.computeIfAbsent(this.origin, (key) -> new ArrayDeque<>()).addLast(this.line);
			}
			this.answer.accept(status, this.body.toByteArray());
		}

		@Override
		public void failed(String reason, boolean unanswered) {
			this.failure.accept(reason, unanswered);
		}

	}

}
