// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.ThreadMXBean;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * Event loops of a relay, on the transport that a relay takes of itself, which count what
 * they do.
 */
final class CountedLoops implements LoopResources {

	private static final Path SYSTEM_CALLS = Path.of("/proc/thread-self/io");

	private static final String WRITES = "syscw: ";

	private final List<CountedLoop> loops = new ArrayList<>();

	private final EventLoopGroup group;

	private final boolean epoll;

	/**
	 * @param nio whether to take the portable transport in place of epoll
	 */
	CountedLoops(int count, boolean nio) {
		this.epoll = Epoll.isAvailable() && !nio;
		List<CountedLoop> made = this.loops;
		IoHandlerFactory io = this.epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
		this.group = new MultiThreadIoEventLoopGroup(count, (Executor) null, io) {

			@Override
			protected IoEventLoop newChild(Executor executor, IoHandlerFactory factory, Object... args) {
				CountedLoop loop = new CountedLoop(this, executor, factory);
				made.add(loop);
				return loop;
			}

		};
	}

	List<CountedLoop> all() {
		return this.loops;
	}

	CountedLoop only() {
		return this.loops.get(0);
	}

	@Override
	public EventLoopGroup onServer(boolean useNative) {
		return this.group;
	}

	@Override
	public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup loopGroup) {
		if (this.epoll && type == ServerSocketChannel.class) {
			return type.cast(new EpollServerSocketChannel());
		}
		return LoopResources.super.onChannel(type, loopGroup);
	}

	@Override
	public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
		return Mono.fromRunnable(this::dispose);
	}

	@Override
	public void dispose() {
		this.group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
	}

	/** One of them. */
	static final class CountedLoop extends SingleThreadIoEventLoop {

		/** Tasks that other threads gave it. */
		final AtomicLong tasks = new AtomicLong();

		/** Tasks that it gave itself. */
		final AtomicLong ownTasks = new AtomicLong();

		private CountedLoop(MultiThreadIoEventLoopGroup parent, Executor executor, IoHandlerFactory factory) {
			super(parent, executor, factory);
		}

		@Override
		public void execute(Runnable task) {
			(inEventLoop() ? this.ownTasks : this.tasks).incrementAndGet();
			super.execute(task);
		}

		<T> T call(Callable<T> action) {
			return submit(action).syncUninterruptibly().getNow();
		}

		/** Bytes that its thread has allocated. */
		long allocated() {
			ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
			return call(() -> threads.getThreadAllocatedBytes(Thread.currentThread().getId()));
		}

		static boolean knowsSystemCalls() {
			return Files.isReadable(SYSTEM_CALLS);
		}

		/** System calls by which its thread has written, as Linux counts them. */
		long writes() {
			return call(() -> {
				try {
					return Files.readAllLines(SYSTEM_CALLS)
						.stream()
						.filter((line) -> line.startsWith(WRITES))
						.mapToLong((line) -> Long.parseLong(line.substring(WRITES.length())))
						.findFirst()
						.orElseThrow();
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
		}

	}

}
