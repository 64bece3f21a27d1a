// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.resources.LoopResources;

/**
 * Event loops that a relay works on, its own or those of its host.
 */
final class RelayLoops {

	private static final Logger logger = LoggerFactory.getLogger(RelayLoops.class);

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

	private final LoopResources resources;

	private final boolean owned;

	private RelayLoops(LoopResources resources, boolean owned) {
		this.resources = resources;
		this.owned = owned;
	}

	/**
	 * Loops of the relay's own: epoll where it is there, else NIO. The build keeps
	 * io_uring, which would be taken first, off the class path.
	 */
	static RelayLoops own() {
		return new RelayLoops(LoopResources.create("signalr-relay"), true);
	}

	static RelayLoops shared(LoopResources resources) {
		return new RelayLoops(resources, false);
	}

	LoopResources resources() {
		return this.resources;
	}

	EventLoopGroup eventLoops() {
		return this.resources.onServer(LoopResources.DEFAULT_NATIVE);
	}

	/**
	 * Runs a task again and again until it is cancelled. A failure does not end it.
	 */
	Future<?> everyInterval(Duration interval, Runnable task) {
		return eventLoops().next().scheduleWithFixedDelay(() -> {
			try {
				task.run();
			}
			catch (RuntimeException ex) {
				logger.error("A regular task of the relay failed", ex);
			}
		}, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
	}

	void close() {
		if (this.owned) {
			this.resources.disposeLater(Duration.ZERO, STOP_TIMEOUT).block(STOP_TIMEOUT.multipliedBy(2));
		}
	}

}
