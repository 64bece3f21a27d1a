// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

import io.github.signalrelay.hub.HubOptions;

/**
 * Options of a hub that were set by properties; what was not set is {@code null}.
 *
 * @param keepAliveInterval time between two pings to a client
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
 * result
 * @param supportedProtocols comma-separated list of the hub protocols that clients may
 * speak
 * @param disableImplicitBeanParameters whether beans are supplied to hub methods only
 * where a parameter is marked
 * @param closeOnAuthenticationExpiration whether the connection of a client is closed
 * when the authentication that it negotiated with expires
 * @param allowStatefulReconnects whether clients may go on with their connection, without
 * losing messages, after its WebSocket was lost
 * @param statefulReconnectBufferSize size of the messages without an acknowledgement
 * above which what is sent to a client that may come back waits
 */
record HubOptionProperties(@Nullable Duration keepAliveInterval, @Nullable Duration clientTimeoutInterval,
		@Nullable Duration handshakeTimeout, @Nullable DataSize maximumReceiveMessageSize,
		@Nullable Boolean enableDetailedErrors, @Nullable Integer maximumParallelInvocationsPerClient,
		@Nullable DataSize applicationMaxBufferSize, @Nullable Integer streamBufferCapacity,
		@Nullable Duration clientResultTimeout, @Nullable List<String> supportedProtocols,
		@Nullable Boolean disableImplicitBeanParameters, @Nullable Boolean closeOnAuthenticationExpiration,
		@Nullable Boolean allowStatefulReconnects, @Nullable DataSize statefulReconnectBufferSize) {

	/**
	 * Changes options by what is set here.
	 * @param prefix start of the properties' names, with a dot at the end
	 * @param base options to change
	 * @return changed options
	 * @throws InvalidServicePropertyException if a value cannot be used
	 */
	HubOptions apply(String prefix, HubOptions base) {
		HubOptions options = withSwitches(withSizes(prefix, withNumbers(prefix, base)));
		if (this.keepAliveInterval != null) {
			options = options.withKeepAliveInterval(positive(prefix + "keep-alive-interval", this.keepAliveInterval));
		}
		if (this.clientTimeoutInterval != null) {
			options = options
				.withClientTimeoutInterval(positive(prefix + "client-timeout-interval", this.clientTimeoutInterval));
		}
		if (this.handshakeTimeout != null) {
			options = options.withHandshakeTimeout(positive(prefix + "handshake-timeout", this.handshakeTimeout));
		}
		if (this.clientResultTimeout != null) {
			options = options
				.withClientResultTimeout(positive(prefix + "client-result-timeout", this.clientResultTimeout));
		}
		return options;
	}

	private HubOptions withSwitches(HubOptions base) {
		HubOptions options = base;
		if (this.enableDetailedErrors != null) {
			options = options.withEnableDetailedErrors(this.enableDetailedErrors);
		}
		if (this.disableImplicitBeanParameters != null) {
			options = options.withDisableImplicitBeanParameters(this.disableImplicitBeanParameters);
		}
		if (this.closeOnAuthenticationExpiration != null) {
			options = options.withCloseOnAuthenticationExpiration(this.closeOnAuthenticationExpiration);
		}
		if (this.allowStatefulReconnects != null) {
			options = options.withAllowStatefulReconnects(this.allowStatefulReconnects);
		}
		if (this.supportedProtocols != null && !this.supportedProtocols.isEmpty()) {
			options = options.withSupportedProtocols(this.supportedProtocols);
		}
		return options;
	}

	private HubOptions withNumbers(String prefix, HubOptions base) {
		HubOptions options = base;
		if (this.maximumParallelInvocationsPerClient != null) {
			atLeastOne(prefix + "maximum-parallel-invocations-per-client", this.maximumParallelInvocationsPerClient,
					"One call at least must be able to run.");
			options = options.withMaximumParallelInvocationsPerClient(this.maximumParallelInvocationsPerClient);
		}
		if (this.streamBufferCapacity != null) {
			atLeastOne(prefix + "stream-buffer-capacity", this.streamBufferCapacity,
					"A stream needs room for one item at least.");
			options = options.withStreamBufferCapacity(this.streamBufferCapacity);
		}
		return options;
	}

	private HubOptions withSizes(String prefix, HubOptions base) {
		HubOptions options = base;
		if (this.maximumReceiveMessageSize != null) {
			boolean limited = this.maximumReceiveMessageSize.toBytes() > 0;
			options = options.withMaximumReceiveMessageSize(
					limited ? size(prefix + "maximum-receive-message-size", this.maximumReceiveMessageSize) : null);
		}
		if (this.applicationMaxBufferSize != null) {
			options = options.withApplicationMaxBufferSize(
					size(prefix + "application-max-buffer-size", this.applicationMaxBufferSize));
		}
		if (this.statefulReconnectBufferSize != null) {
			options = options.withStatefulReconnectBufferSize(
					size(prefix + "stateful-reconnect-buffer-size", this.statefulReconnectBufferSize));
		}
		return options;
	}

	private static void atLeastOne(String name, int value, String reason) {
		if (value < 1) {
			throw new InvalidServicePropertyException(name, value, reason, "Set it to 1 or more.");
		}
	}

	private static Duration positive(String name, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw new InvalidServicePropertyException(name, value, "The time must be more than 0.",
					"Set a duration such as '15s', or remove it.");
		}
		return value;
	}

	private static DataSize size(String name, DataSize value) {
		if (value.toBytes() <= 0 || value.toBytes() > Integer.MAX_VALUE) {
			throw new InvalidServicePropertyException(name, value, "The size must be more than 0 and less than 2 GB.",
					"Set a size such as '64KB', or remove it.");
		}
		return value;
	}

}
