// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.time.Duration;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import reactor.netty.http.Http2SettingsSpec;
import reactor.netty.http.server.HttpServer;

/**
 * Keeps the idle timeout of an application's server from cutting long polls: Reactor
 * Netty does not count open streams of HTTP/2, so that a connection on which a poll waits
 * is idle to it. With this it asks the peer for a sign of life first. All that the
 * application has set stays.
 */
final class Http2Liveness {

	/** How long a peer may take to answer before it is cut. */
	private static final Duration ANSWER_TIME = Duration.ofSeconds(15);

	private Http2Liveness() {
	}

	/**
	 * Changes a server that has an idle timeout and asks for no sign of life yet.
	 */
	static HttpServer apply(HttpServer server) {
		Http2SettingsSpec present = server.configuration().http2SettingsSpec();
		boolean wanted = server.configuration().idleTimeout() != null
				&& (present == null || present.pingAckTimeout() == null);
		return wanted ? server.http2Settings((builder) -> configure(builder, present)) : server;
	}

	private static void configure(Http2SettingsSpec.Builder builder, @Nullable Http2SettingsSpec present) {
		if (present != null) {
			copy(present, builder);
		}
		builder.pingAckTimeout(ANSWER_TIME);
	}

	private static void copy(Http2SettingsSpec from, Http2SettingsSpec.Builder to) {
		set(from.connectProtocolEnabled(), to::connectProtocolEnabled);
		set(from.headerTableSize(), to::headerTableSize);
		set(from.initialWindowSize(), to::initialWindowSize);
		set(from.maxConcurrentStreams(), to::maxConcurrentStreams);
		set(from.maxFrameSize(), to::maxFrameSize);
		set(from.maxHeaderListSize(), to::maxHeaderListSize);
		set(from.maxStreams(), to::maxStreams);
		set(from.pingAckDropThreshold(), to::pingAckDropThreshold);
		Integer decoded = from.maxDecodedRstFramesPerWindow();
		set(from.maxDecodedRstFramesSecondsPerWindow(),
				(seconds) -> set(decoded, (frames) -> to.maxDecodedRstFramesPerWindow(frames, seconds)));
		Integer encoded = from.maxEncodedRstFramesPerWindow();
		set(from.maxEncodedRstFramesSecondsPerWindow(),
				(seconds) -> set(encoded, (frames) -> to.maxEncodedRstFramesPerWindow(frames, seconds)));
	}

	private static <T> void set(@Nullable T value, Consumer<T> setter) {
		if (value != null) {
			setter.accept(value);
		}
	}

}
