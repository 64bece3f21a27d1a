// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.deflate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What operators see of compression: {@code signalr.relay.compression.connections},
 * {@code signalr.relay.compression.frames} and, by {@code state},
 * {@code signalr.relay.compression.bytes}. May be used by any thread.
 */
public final class DeflateMeters {

	private final Counter connections;

	private final Counter frames;

	private final Counter plain;

	private final Counter compressed;

	/**
	 * Registers the meters.
	 * @param registry where to
	 */
	public DeflateMeters(MeterRegistry registry) {
		this.connections = Counter.builder("signalr.relay.compression.connections")
			.description("WebSockets of clients that agreed on compression")
			.register(registry);
		this.frames = Counter.builder("signalr.relay.compression.frames")
			.description("Frames that were compressed, once for all clients that share them")
			.register(registry);
		this.plain = bytes(registry, "plain");
		this.compressed = bytes(registry, "compressed");
	}

	private static Counter bytes(MeterRegistry registry, String state) {
		return Counter.builder("signalr.relay.compression.bytes")
			.description("Bytes of frames that were compressed, before and after")
			.baseUnit("bytes")
			.tag("state", state)
			.register(registry);
	}

	void agreed() {
		this.connections.increment();
	}

	void deflated(int before, int after) {
		this.frames.increment();
		this.plain.increment(before);
		this.compressed.increment(after);
	}

}
