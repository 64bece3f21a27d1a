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
 * result; no limit if not set
 * @param supportedProtocols comma-separated list of the hub protocols that clients may
 * speak; all if empty
 * @param disableImplicitBeanParameters whether beans are supplied to hub methods only
 * where a parameter is marked, for example with '@Autowired'
 * @param closeOnAuthenticationExpiration whether the connection of a client is closed
 * when the authentication that it negotiated with expires
 * @param allowStatefulReconnects whether clients may go on with their connection, without
 * losing messages, after its WebSocket was lost
 * @param statefulReconnectBufferSize size of the messages without an acknowledgement
 * above which what is sent to a client that may come back waits
 * @param cors access to negotiate endpoints from pages of other origins
 */
@ConfigurationProperties("signalr.hub")
record HubProperties(@Nullable Duration keepAliveInterval, @Nullable Duration clientTimeoutInterval,
		@Nullable Duration handshakeTimeout, @Nullable DataSize maximumReceiveMessageSize,
		@DefaultValue("false") boolean enableDetailedErrors, @DefaultValue("1") int maximumParallelInvocationsPerClient,
		@Nullable DataSize applicationMaxBufferSize, @DefaultValue("10") int streamBufferCapacity,
		@Nullable Duration clientResultTimeout, @DefaultValue List<String> supportedProtocols,
		@DefaultValue("false") boolean disableImplicitBeanParameters,
		@DefaultValue("false") boolean closeOnAuthenticationExpiration,
		@DefaultValue("false") boolean allowStatefulReconnects, @Nullable DataSize statefulReconnectBufferSize,
		@DefaultValue Cors cors) {

	/**
	 * Options of all hubs: what is set here, else the defaults of {@link HubOptions}.
	 * @return the options
	 * @throws InvalidServicePropertyException if a value cannot be used
	 */
	HubOptions toOptions() {
		return new HubOptionProperties(this.keepAliveInterval, this.clientTimeoutInterval, this.handshakeTimeout,
				this.maximumReceiveMessageSize, this.enableDetailedErrors, this.maximumParallelInvocationsPerClient,
				this.applicationMaxBufferSize, this.streamBufferCapacity, this.clientResultTimeout,
				this.supportedProtocols, this.disableImplicitBeanParameters, this.closeOnAuthenticationExpiration,
				this.allowStatefulReconnects, this.statefulReconnectBufferSize)
			.apply("signalr.hub.", HubOptions.DEFAULTS);
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
