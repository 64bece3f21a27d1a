// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.index;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ShardRoutesTests {

	@Test
	void shardIsListedAsLongAsThereIsAReason() {
		ShardRoutes<String> routes = new ShardRoutes<>();
		routes.raise("g", 2);
		routes.raise("g", 2);
		routes.raise("g", 0);
		assertThat(routes.shards("g")).containsExactly(2, 0);
		routes.lower("g", 2);
		assertThat(routes.shards("g")).containsExactly(2, 0);
		routes.lower("g", 2);
		assertThat(routes.shards("g")).containsExactly(0);
		routes.lower("g", 0);
		assertThat(routes.shards("g")).isEmpty();
		assertThat(routes.size()).isZero();
	}

	@Test
	void countBelowZeroIsAnError() {
		ShardCounts counts = new ShardCounts();
		counts.raise(1);
		assertThatThrownBy(() -> counts.lower(0)).isInstanceOf(IllegalStateException.class);
		assertThatThrownBy(() -> counts.lower(7)).isInstanceOf(IllegalStateException.class);
	}

	/** A user with one connection takes no more memory than its name. */
	@Test
	void namesWithOneMemberShareTheirTally() {
		assertThat(ShardTally.NONE.plus(3)).isSameAs(ShardTally.NONE.plus(3));
		assertThat(ShardTally.NONE.plus(3).plus(3).minus(3)).isSameAs(ShardTally.NONE.plus(3));
		assertThat(ShardTally.NONE.plus(3).minus(3)).isSameAs(ShardTally.NONE);
		assertThat(ShardTally.NONE.plus(1000).plus(3).minus(1000).shards()).containsExactly(3);
	}

	@Test
	void nothingIsLeftOverWhenManyThreadsComeAndGo() throws Exception {
		ShardRoutes<Integer> routes = new ShardRoutes<>();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<?>> runs = new ArrayList<>();
			for (int thread = 0; thread < 4; thread++) {
				int shard = thread;
				runs.add(threads.submit(() -> comeAndGo(routes, shard)));
			}
			for (Future<?> run : runs) {
				run.get(30, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(routes.size()).isZero();
	}

	private static void comeAndGo(ShardRoutes<Integer> routes, int shard) {
		for (int round = 0; round < 50_000; round++) {
			int key = ThreadLocalRandom.current().nextInt(5);
			routes.raise(key, shard);
			assertThat(routes.shards(key)).contains(shard);
			routes.lower(key, shard);
		}
	}

	/** Cost of a leave: as many look-ups with 40,000 groups as with none. */
	@Test
	void leavingTouchesTheOwnGroupsOnly() {
		ShardIndex<CountingName, String> index = new ShardIndex<>();
		ShardRoutes<CountingName> routes = new ShardRoutes<>();
		for (int number = 0; number < 40_000; number++) {
			routes.raise(new CountingName(number), 0);
			index.add(new CountingName(number), "other");
		}
		CountingName own = new CountingName(77);
		routes.raise(own, 0);
		Membership<String> membership = index.add(own, "leaver");
		CountingName.lookUps = 0;
		index.remove(own, membership);
		routes.lower(own, 0);
		assertThat(CountingName.lookUps).isLessThan(10);
		assertThat(index.size()).isEqualTo(40_000);
		assertThat(routes.size()).isEqualTo(40_000);
	}

	private static final class CountingName {

		private static int lookUps;

		private final int number;

		CountingName(int number) {
			this.number = number;
		}

		@Override
		public int hashCode() {
			lookUps++;
			return this.number;
		}

		@Override
		public boolean equals(Object other) {
			lookUps++;
			return other instanceof CountingName that && that.number == this.number;
		}

	}

}
