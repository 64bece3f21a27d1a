// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How hubs treat their clients. Start from {@link #DEFAULTS} and change what differs:
 * more options may come, so do not call the constructor. Facts: hub protocol reference,
 * section 16.
 *
 * @param keepAliveInterval time after which a ping is sent to a client; 15 seconds by
 * default
 * @param clientTimeoutInterval time without a message of a client that sends pings, after
 * which its connection is closed; 30 seconds by default, at least twice the client's ping
 * interval
 * @param handshakeTimeout time that a new connection has for its handshake before it is
 * closed; 15 seconds by default
 * @param maximumReceiveMessageSize largest message accepted from a client, separator or
 * length prefix included; a larger one closes the connection; 32 KiB by default,
 * {@code null} for no limit
 * @param enableDetailedErrors whether clients see type and message of exceptions;
 * {@code false} by default
 * @param maximumParallelInvocationsPerClient number of calls of one client that may run
 * at the same time, 1 or more; 1 by default
 * @param applicationMaxBufferSize input of one client that may wait for its hub before
 * the relay is asked to stop reading from it; 64 KiB by default
 * @param streamBufferCapacity number of items that an upload stream may hold for its hub
 * method, 1 or more, before the client's messages wait; 10 by default
 * @param clientResultTimeout time that a client has for its answer when a hub asks for a
 * result; none by default, but a service may give up after some minutes
 * @param supportedProtocols names of the hub protocols that clients may speak, in any
 * case; {@code null} for all, the default
 * @param disableImplicitBeanParameters whether beans are supplied to hub methods only
 * where a parameter is marked, for example with
 * {@link org.springframework.beans.factory.annotation.Autowired}; {@code false} by
 * default: any parameter whose type is a bean is supplied
 * @param closeOnAuthenticationExpiration whether a client's connection is closed when the
 * authentication expires with which it negotiated; {@code false} by default. The client
 * may come back with a new one
 */
public record HubOptions(Duration keepAliveInterval, Duration clientTimeoutInterval, Duration handshakeTimeout,
		@Nullable DataSize maximumReceiveMessageSize, boolean enableDetailedErrors,
		int maximumParallelInvocationsPerClient, DataSize applicationMaxBufferSize, int streamBufferCapacity,
		@Nullable Duration clientResultTimeout, @Nullable List<String> supportedProtocols,
		boolean disableImplicitBeanParameters, boolean closeOnAuthenticationExpiration) {

	/** The options of the original, with which clients are tested. */
	public static final HubOptions DEFAULTS = new HubOptions(Duration.ofSeconds(15), Duration.ofSeconds(30),
			Duration.ofSeconds(15), DataSize.ofKilobytes(32), false, 1, DataSize.ofKilobytes(64), 10, null, null, false,
			false);

	public HubOptions {
		if (supportedProtocols != null) {
			Assert.notEmpty(supportedProtocols, "There are no supported protocols");
			supportedProtocols = List.copyOf(supportedProtocols);
		}
		positive("keepAliveInterval", keepAliveInterval);
		positive("clientTimeoutInterval", clientTimeoutInterval);
		positive("handshakeTimeout", handshakeTimeout);
		positive("maximumReceiveMessageSize", maximumReceiveMessageSize);
		positive("applicationMaxBufferSize", applicationMaxBufferSize);
		Assert.isTrue(maximumParallelInvocationsPerClient >= 1, () -> "maximumParallelInvocationsPerClient: "
				+ maximumParallelInvocationsPerClient + " (expected: 1 or more)");
		Assert.isTrue(streamBufferCapacity >= 1,
				() -> "streamBufferCapacity: " + streamBufferCapacity + " (expected: 1 or more)");
		if (clientResultTimeout != null) {
			positive("clientResultTimeout", clientResultTimeout);
		}
	}

	private static void positive(String name, Duration value) {
		Assert.isTrue(!value.isNegative() && !value.isZero(), () -> name + ": " + value + " (expected: more than 0)");
	}

	private static void positive(String name, @Nullable DataSize value) {
		Assert.isTrue(value == null || (value.toBytes() > 0 && value.toBytes() <= Integer.MAX_VALUE),
				() -> name + ": " + value + " (expected: more than 0 and less than 2 GB)");
	}

	/**
	 * Changes {@link #keepAliveInterval()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withKeepAliveInterval(Duration value) {
		return new HubOptions(value, this.clientTimeoutInterval, this.handshakeTimeout, this.maximumReceiveMessageSize,
				this.enableDetailedErrors, this.maximumParallelInvocationsPerClient, this.applicationMaxBufferSize,
				this.streamBufferCapacity, this.clientResultTimeout, this.supportedProtocols,
				this.disableImplicitBeanParameters, this.closeOnAuthenticationExpiration);
	}

	/**
	 * Changes {@link #clientTimeoutInterval()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withClientTimeoutInterval(Duration value) {
		return new HubOptions(this.keepAliveInterval, value, this.handshakeTimeout, this.maximumReceiveMessageSize,
				this.enableDetailedErrors, this.maximumParallelInvocationsPerClient, this.applicationMaxBufferSize,
				this.streamBufferCapacity, this.clientResultTimeout, this.supportedProtocols,
				this.disableImplicitBeanParameters, this.closeOnAuthenticationExpiration);
	}

	/**
	 * Changes {@link #handshakeTimeout()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withHandshakeTimeout(Duration value) {
		return new HubOptions(this.keepAliveInterval, this.clientTimeoutInterval, value, this.maximumReceiveMessageSize,
				this.enableDetailedErrors, this.maximumParallelInvocationsPerClient, this.applicationMaxBufferSize,
				this.streamBufferCapacity, this.clientResultTimeout, this.supportedProtocols,
				this.disableImplicitBeanParameters, this.closeOnAuthenticationExpiration);
	}

	/**
	 * Changes {@link #maximumReceiveMessageSize()}.
	 * @param value the new value, or {@code null} for no limit
	 * @return changed options
	 */
	public HubOptions withMaximumReceiveMessageSize(@Nullable DataSize value) {
		return new HubOptions(this.keepAliveInterval, this.clientTimeoutInterval, this.handshakeTimeout, value,
				this.enableDetailedErrors, this.maximumParallelInvocationsPerClient, this.applicationMaxBufferSize,
				this.streamBufferCapacity, this.clientResultTimeout, this.supportedProtocols,
				this.disableImplicitBeanParameters, this.closeOnAuthenticationExpiration);
	}

	/**
	 * Changes {@link #enableDetailedErrors()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withEnableDetailedErrors(boolean value) {
		return new HubOptions(this.keepAliveInterval, this.clientTimeoutInterval, this.handshakeTimeout,
				this.maximumReceiveMessageSize, value, this.maximumParallelInvocationsPerClient,
				this.applicationMaxBufferSize, this.streamBufferCapacity, this.clientResultTimeout,
				this.supportedProtocols, this.disableImplicitBeanParameters, this.closeOnAuthenticationExpiration);
	}

	/**
	 * Changes {@link #maximumParallelInvocationsPerClient()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withMaximumParallelInvocationsPerClient(int value) {
		return new HubOptions(this.keepAliveInterval, this.clientTimeoutInterval, this.handshakeTimeout,
				this.maximumReceiveMessageSize, this.enableDetailedErrors, value, this.applicationMaxBufferSize,
				this.streamBufferCapacity, this.clientResultTimeout, this.supportedProtocols,
				this.disableImplicitBeanParameters, this.closeOnAuthenticationExpiration);
	}

	/**
	 * Changes {@link #applicationMaxBufferSize()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withApplicationMaxBufferSize(DataSize value) {
		return new HubOptions(this.keepAliveInterval, this.clientTimeoutInterval, this.handshakeTimeout,
				this.maximumReceiveMessageSize, this.enableDetailedErrors, this.maximumParallelInvocationsPerClient,
				value, this.streamBufferCapacity, this.clientResultTimeout, this.supportedProtocols,
				this.disableImplicitBeanParameters, this.closeOnAuthenticationExpiration);
	}

	/**
	 * Changes {@link #streamBufferCapacity()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withStreamBufferCapacity(int value) {
		return new HubOptions(this.keepAliveInterval, this.clientTimeoutInterval, this.handshakeTimeout,
				this.maximumReceiveMessageSize, this.enableDetailedErrors, this.maximumParallelInvocationsPerClient,
				this.applicationMaxBufferSize, value, this.clientResultTimeout, this.supportedProtocols,
				this.disableImplicitBeanParameters, this.closeOnAuthenticationExpiration);
	}

	/**
	 * Changes {@link #clientResultTimeout()}.
	 * @param value the new value, or {@code null} for none
	 * @return changed options
	 */
	public HubOptions withClientResultTimeout(@Nullable Duration value) {
		return new HubOptions(this.keepAliveInterval, this.clientTimeoutInterval, this.handshakeTimeout,
				this.maximumReceiveMessageSize, this.enableDetailedErrors, this.maximumParallelInvocationsPerClient,
				this.applicationMaxBufferSize, this.streamBufferCapacity, value, this.supportedProtocols,
				this.disableImplicitBeanParameters, this.closeOnAuthenticationExpiration);
	}

	/**
	 * Changes {@link #supportedProtocols()}.
	 * @param value the new value, or {@code null} for all protocols
	 * @return changed options
	 */
	public HubOptions withSupportedProtocols(@Nullable List<String> value) {
		return new HubOptions(this.keepAliveInterval, this.clientTimeoutInterval, this.handshakeTimeout,
				this.maximumReceiveMessageSize, this.enableDetailedErrors, this.maximumParallelInvocationsPerClient,
				this.applicationMaxBufferSize, this.streamBufferCapacity, this.clientResultTimeout, value,
				this.disableImplicitBeanParameters, this.closeOnAuthenticationExpiration);
	}

	/**
	 * Changes {@link #disableImplicitBeanParameters()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withDisableImplicitBeanParameters(boolean value) {
		return new HubOptions(this.keepAliveInterval, this.clientTimeoutInterval, this.handshakeTimeout,
				this.maximumReceiveMessageSize, this.enableDetailedErrors, this.maximumParallelInvocationsPerClient,
				this.applicationMaxBufferSize, this.streamBufferCapacity, this.clientResultTimeout,
				this.supportedProtocols, value, this.closeOnAuthenticationExpiration);
	}

	/**
	 * Changes {@link #closeOnAuthenticationExpiration()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withCloseOnAuthenticationExpiration(boolean value) {
		return new HubOptions(this.keepAliveInterval, this.clientTimeoutInterval, this.handshakeTimeout,
				this.maximumReceiveMessageSize, this.enableDetailedErrors, this.maximumParallelInvocationsPerClient,
				this.applicationMaxBufferSize, this.streamBufferCapacity, this.clientResultTimeout,
				this.supportedProtocols, this.disableImplicitBeanParameters, value);
	}

}
