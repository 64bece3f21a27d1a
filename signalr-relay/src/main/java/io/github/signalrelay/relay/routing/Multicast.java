// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * One message on its way to many clients, with the frames that they share. A frame is
 * built when the first loop needs it, and released when the last loop is done.
 */
final class Multicast {

	private final Payloads payloads;

	private final RoutingMetrics metrics;

	private final AtomicInteger loopsLeft;

	private final int weight;

	/** Guarded by this object's monitor. */
	private final @Nullable SharedFrame[] frames = new SharedFrame[FrameEncoding.count()];

	private Multicast(Payloads payloads, int loops, RoutingMetrics metrics) {
		this.payloads = payloads;
		this.metrics = metrics;
		this.loopsLeft = new AtomicInteger(loops);
		this.weight = weight(payloads);
	}

	/** Sends payloads to an audience, with one task for each shard that may have any. */
	static void send(Payloads payloads, Audience audience, RelayHub hub, int[] shards) {
		if (shards.length == 0 || payloads.byProtocol().isEmpty()) {
			return;
		}
		hub.metrics().tasks.increment(shards.length);
		Multicast multicast = new Multicast(payloads, shards.length, hub.metrics());
		for (int shard : shards) {
			HubShard target = hub.shard(shard);
			target.post(new MulticastTask(target, audience, multicast));
		}
	}

	private static int weight(Payloads payloads) {
		int largest = 0;
		for (Payload payload : payloads.byProtocol().values()) {
			largest = Math.max(largest, payload.length());
		}
		return 128 + largest;
	}

	/** Bytes that wait while the multicast waits for a loop, as an estimate. */
	int weight() {
		return this.weight;
	}

	/**
	 * The frame of a hub protocol. To be called by a loop once, not for each client.
	 * @return the frame, or {@code null} when the app server sent none
	 */
	synchronized @Nullable SharedFrame frame(FrameEncoding encoding) {
		SharedFrame frame = this.frames[encoding.index()];
		if (frame == null) {
			frame = encoding.frame(this.payloads);
			if (frame != null) {
				this.metrics.frames.increment();
				this.frames[encoding.index()] = frame;
			}
		}
		return frame;
	}

	/** One of the loops has delivered it, or never will. */
	void loopDone() {
		if (this.loopsLeft.decrementAndGet() == 0) {
			release();
		}
	}

	private synchronized void release() {
		for (SharedFrame frame : this.frames) {
			if (frame != null) {
				frame.release();
			}
		}
	}

}
