// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One task at a time, each sender's in order, and none lost.
 */
class SerialQueueTests {

	private final SerialQueue queue = new SerialQueue();

	@Test
	void tasksOfManyThreadsRunOneAtATimeInTheOrderOfEachThread() throws InterruptedException {
		int threads = 4;
		int tasks = 5000;
		List<List<Integer>> seen = IntStream.range(0, threads)
			.<List<Integer>>mapToObj((i) -> new ArrayList<>())
			.toList();
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger overlaps = new AtomicInteger();
		AtomicInteger done = new AtomicInteger();
		CountDownLatch finished = new CountDownLatch(threads);
		for (int index = 0; index < threads; index++) {
			List<Integer> own = seen.get(index);
			new Thread(() -> {
				for (int task = 0; task < tasks; task++) {
					int number = task;
					this.queue.execute(() -> {
						if (inside.incrementAndGet() != 1) {
							overlaps.incrementAndGet();
						}
						own.add(number);
						inside.decrementAndGet();
						done.incrementAndGet();
					});
				}
				finished.countDown();
			}).start();
		}
		assertThat(finished.await(10, TimeUnit.SECONDS)).isTrue();
		await().atMost(Duration.ofSeconds(10)).until(() -> done.get() == threads * tasks);
		assertThat(overlaps).hasValue(0);
		List<Integer> inOrder = IntStream.range(0, tasks).boxed().toList();
		assertThat(seen).allMatch(inOrder::equals);
	}

	@Test
	void taskAddedByATaskRunsAfterIt() {
		List<String> events = new ArrayList<>();
		this.queue.execute(() -> {
			this.queue.execute(() -> events.add("inner"));
			events.add("outer");
		});
		assertThat(events).containsExactly("outer", "inner");
	}

	@Test
	void failingTaskDoesNotStopTheOthers() {
		List<String> events = new ArrayList<>();
		this.queue.execute(() -> {
			this.queue.execute(() -> events.add("next"));
			throw new IllegalStateException("expected by the test");
		});
		assertThat(events).containsExactly("next");
	}

}
