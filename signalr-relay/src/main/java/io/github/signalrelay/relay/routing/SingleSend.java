// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * One message on its way to one client by its name: a multicast that nobody shares, so
 * that its transport frames it where it goes out.
 */
final class SingleSend implements LoopTask {

	private static final Logger logger = LoggerFactory.getLogger(SingleSend.class);

	/** As estimated for a multicast. */
	private static final int OVERHEAD = 128;

	private final RoutedClient client;

	private final Payloads payloads;

	private final RoutingMetrics metrics;

	SingleSend(RoutedClient client, Payloads payloads, RoutingMetrics metrics) {
		this.client = client;
		this.payloads = payloads;
		this.metrics = metrics;
	}

	@Override
	public void run() {
		FrameEncoding encoding = this.client.encoding;
		Payload payload = (encoding != null && this.client.isPresent()) ? encoding.payload(this.payloads) : null;
		if (encoding != null && payload != null) {
			try {
				write(encoding, payload);
				this.metrics.deliveries.increment();
			}
			catch (RuntimeException ex) {
				logger.error("Writing to client {} failed", this.client.connection.id(), ex);
				this.client.connection.close(CloseCategory.INTERNAL_ERROR, null, true);
			}
		}
	}

	private void write(FrameEncoding encoding, Payload payload) {
		if (!this.client.connection.writeSingle(payload)) {
			SharedFrame frame = encoding.frame(payload);
			this.metrics.frames.increment();
			try {
				this.client.connection.writeShared(frame);
			}
			finally {
				frame.release();
			}
		}
	}

	@Override
	public int weight() {
		int largest = 0;
		for (Payload payload : this.payloads.byProtocol().values()) {
			largest = Math.max(largest, payload.length());
		}
		return OVERHEAD + largest;
	}

}
