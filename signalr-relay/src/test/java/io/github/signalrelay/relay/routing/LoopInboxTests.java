// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What else an event loop has to do gets its turn between the tasks of routing.
 */
class LoopInboxTests {

	private final EventLoop loop = new DefaultEventLoop();

	private final AtomicLong time = new AtomicLong();

	private final LoopInbox inbox = new LoopInbox(this.loop, new Backlog(1_000_000, () -> {
	}), this.time::get);

	/** Filled on the loop alone, read behind it. */
	private final List<String> done = new ArrayList<>();

	@AfterEach
	void stop() {
		this.loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
	}

	@Test
	void quickTasksShareATurn() {
		run(0);
		assertThat(this.done).containsExactly("task 0", "task 1", "task 2", "other");
	}

	@Test
	void longTasksLetOthersIn() {
		run(60);
		assertThat(this.done).containsExactly("task 0", "other", "task 1", "task 2");
	}

	/**
	 * The first task takes some time, and leaves other work to the loop as a flush is.
	 */
	private void run(long milliseconds) {
		this.loop.submit(() -> {
			this.inbox.post(() -> {
				this.loop.execute(() -> this.done.add("other"));
				this.time.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
				this.done.add("task 0");
			});
			this.inbox.post(() -> this.done.add("task 1"));
			this.inbox.post(() -> this.done.add("task 2"));
		}).syncUninterruptibly();
		for (int round = 0; round < 5; round++) {
			this.loop.submit(() -> {
			}).syncUninterruptibly();
		}
	}

}
