// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.jmh;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * Frames of multicasts: built once for all clients, shared once for each.
 */
public class SharedFrameBenchmark extends MicroBenchmark {

	/** Bytes of the hub message. */
	@Param({ "64", "2048" })
	public int size = SMALL;

	private Payload payload = Payload.EMPTY;

	private SharedFrame frame = SharedFrame.webSocket(Payload.EMPTY, true, ByteBufAllocator.DEFAULT);

	/**
	 * Makes a frame.
	 */
	@Setup
	public void make() {
		this.payload = Payload.utf8("x".repeat(this.size - 1) + "\u001e");
		this.frame.release();
		this.frame = SharedFrame.webSocket(this.payload, true, ByteBufAllocator.DEFAULT);
	}

	/**
	 * Gives the frame back.
	 */
	@TearDown
	public void release() {
		this.frame.release();
	}

	/**
	 * Builds and releases the frame of WebSockets.
	 * @return its size
	 */
	@Benchmark
	public int webSocket() {
		return released(SharedFrame.webSocket(this.payload, true, ByteBufAllocator.DEFAULT));
	}

	/**
	 * Builds and releases the frame of event streams.
	 * @return its size
	 */
	@Benchmark
	public int serverSentEvent() {
		return released(SharedFrame.serverSentEvent(this.payload, ByteBufAllocator.DEFAULT));
	}

	/**
	 * Builds and releases the frame of long polls.
	 * @return its size
	 */
	@Benchmark
	public int longPolling() {
		return released(SharedFrame.longPolling(this.payload, ByteBufAllocator.DEFAULT));
	}

	private static int released(SharedFrame built) {
		int bytes = built.size();
		built.release();
		return bytes;
	}

	/**
	 * What each delivery takes and its channel releases.
	 * @return the size
	 */
	@Benchmark
	public int share() {
		ByteBuf share = this.frame.share();
		int bytes = share.readableBytes();
		share.release();
		return bytes;
	}

}
