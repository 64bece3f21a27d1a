// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.github.signalrelay.hub.HubOptions;

/**
 * How hubs treat their clients.
 *
 * @param keepAliveInterval time after which a ping is sent to a client that nothing else
 * was sent to
 * @param clientTimeoutInterval time without a message of a client after which its
 * connection is closed; at least twice the client's ping interval
 * @param handshakeTimeout time that a new connection has for its handshake before it is
 * closed
 * @param maximumReceiveMessageSize largest message that is accepted from a client; a
 * larger one closes the connection, 0 or less removes the limit
 * @param enableDetailedErrors whether clients see type and message of exceptions
 * @param maximumParallelInvocationsPerClient number of calls of one client that may run
 * at the same time
 * @param applicationMaxBufferSize input of one client that may wait for its hub before
 * the client is no longer read from
 * @param streamBufferCapacity number of items of an upload stream that may wait for their
 * hub method
 * @param clientResultTimeout time that a client has to answer when a hub asks it for a
 * result; no limit if not set
 * @param cors access to negotiate endpoints from pages of other origins
 */
@ConfigurationProperties("signalr.hub")
record HubProperties(@Nullable Duration keepAliveInterval, @Nullable Duration clientTimeoutInterval,
		@Nullable Duration handshakeTimeout, @Nullable DataSize maximumReceiveMessageSize,
		@DefaultValue("false") boolean enableDetailedErrors, @DefaultValue("1") int maximumParallelInvocationsPerClient,
		@Nullable DataSize applicationMaxBufferSize, @DefaultValue("10") int streamBufferCapacity,
		@Nullable Duration clientResultTimeout, @DefaultValue Cors cors) {

	/**
	 * Options of all hubs: what is set here, else the defaults of {@link HubOptions}.
	 * @return the options
	 * @throws InvalidServicePropertyException if a value cannot be used
	 */
	HubOptions toOptions() {
		HubOptions options = HubOptions.DEFAULTS.withEnableDetailedErrors(this.enableDetailedErrors);
		if (this.maximumParallelInvocationsPerClient < 1) {
			throw new InvalidServicePropertyException("signalr.hub.maximum-parallel-invocations-per-client",
					this.maximumParallelInvocationsPerClient, "One call at least must be able to run.",
					"Set it to 1 or more.");
		}
		options = options.withMaximumParallelInvocationsPerClient(this.maximumParallelInvocationsPerClient);
		if (this.keepAliveInterval != null) {
			options = options.withKeepAliveInterval(positive("keep-alive-interval", this.keepAliveInterval));
		}
		if (this.clientTimeoutInterval != null) {
			options = options
				.withClientTimeoutInterval(positive("client-timeout-interval", this.clientTimeoutInterval));
		}
		if (this.handshakeTimeout != null) {
			options = options.withHandshakeTimeout(positive("handshake-timeout", this.handshakeTimeout));
		}
		if (this.clientResultTimeout != null) {
			options = options.withClientResultTimeout(positive("client-result-timeout", this.clientResultTimeout));
		}
		return withSizes(options);
	}

	private HubOptions withSizes(HubOptions options) {
		if (this.streamBufferCapacity < 1) {
			throw new InvalidServicePropertyException("signalr.hub.stream-buffer-capacity", this.streamBufferCapacity,
					"A stream needs room for one item at least.", "Set it to 1 or more.");
		}
		HubOptions result = options.withStreamBufferCapacity(this.streamBufferCapacity);
		if (this.maximumReceiveMessageSize != null) {
			boolean limited = this.maximumReceiveMessageSize.toBytes() > 0;
			result = result.withMaximumReceiveMessageSize(
					limited ? size("maximum-receive-message-size", this.maximumReceiveMessageSize) : null);
		}
		if (this.applicationMaxBufferSize != null) {
			result = result
				.withApplicationMaxBufferSize(size("application-max-buffer-size", this.applicationMaxBufferSize));
		}
		return result;
	}

	private static Duration positive(String name, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw new InvalidServicePropertyException("signalr.hub." + name, value, "The time must be more than 0.",
					"Set a duration such as '15s', or remove it.");
		}
		return value;
	}

	private static DataSize size(String name, DataSize value) {
		if (value.toBytes() <= 0 || value.toBytes() > Integer.MAX_VALUE) {
			throw new InvalidServicePropertyException("signalr.hub." + name, value,
					"The size must be more than 0 and less than 2 GB.", "Set a size such as '64KB', or remove it.");
		}
		return value;
	}

	/**
	 * Access from pages of other origins, credentials included.
	 *
	 * @param allowedOrigins comma-separated list of origins, such as
	 * 'https://www.example.com'
	 * @param allowedOriginPatterns comma-separated list of origin patterns, such as
	 * 'https://*.example.com'
	 */
	record Cors(@DefaultValue List<String> allowedOrigins, @DefaultValue List<String> allowedOriginPatterns) {
	}

}
