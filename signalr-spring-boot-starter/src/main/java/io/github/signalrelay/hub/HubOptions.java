// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

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
 * @param allowStatefulReconnects whether clients may go on with their connection after
 * its WebSocket was lost, without losing messages; {@code false} by default. What happens
 * then is the relay's matter
 * @param statefulReconnectBufferSize size of the messages without an acknowledgement
 * above which what is sent to a client waits for it, where it may come back; 100,000
 * bytes by default
 */
public record HubOptions(Duration keepAliveInterval, Duration clientTimeoutInterval, Duration handshakeTimeout,
		@Nullable DataSize maximumReceiveMessageSize, boolean enableDetailedErrors,
		int maximumParallelInvocationsPerClient, DataSize applicationMaxBufferSize, int streamBufferCapacity,
		@Nullable Duration clientResultTimeout, @Nullable List<String> supportedProtocols,
		boolean disableImplicitBeanParameters, boolean closeOnAuthenticationExpiration, boolean allowStatefulReconnects,
		DataSize statefulReconnectBufferSize) {

	/** The options of the original, with which clients are tested. */
	public static final HubOptions DEFAULTS = new HubOptions(Duration.ofSeconds(15), Duration.ofSeconds(30),
			Duration.ofSeconds(15), DataSize.ofKilobytes(32), false, 1, DataSize.ofKilobytes(64), 10, null, null, false,
			false, false, DataSize.ofBytes(100_000));

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
		positive("statefulReconnectBufferSize", statefulReconnectBufferSize);
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
		return with((copy) -> copy.keepAliveInterval = value);
	}

	/**
	 * Changes {@link #clientTimeoutInterval()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withClientTimeoutInterval(Duration value) {
		return with((copy) -> copy.clientTimeoutInterval = value);
	}

	/**
	 * Changes {@link #handshakeTimeout()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withHandshakeTimeout(Duration value) {
		return with((copy) -> copy.handshakeTimeout = value);
	}

	/**
	 * Changes {@link #maximumReceiveMessageSize()}.
	 * @param value the new value, or {@code null} for no limit
	 * @return changed options
	 */
	public HubOptions withMaximumReceiveMessageSize(@Nullable DataSize value) {
		return with((copy) -> copy.maximumReceiveMessageSize = value);
	}

	/**
	 * Changes {@link #enableDetailedErrors()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withEnableDetailedErrors(boolean value) {
		return with((copy) -> copy.enableDetailedErrors = value);
	}

	/**
	 * Changes {@link #maximumParallelInvocationsPerClient()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withMaximumParallelInvocationsPerClient(int value) {
		return with((copy) -> copy.maximumParallelInvocationsPerClient = value);
	}

	/**
	 * Changes {@link #applicationMaxBufferSize()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withApplicationMaxBufferSize(DataSize value) {
		return with((copy) -> copy.applicationMaxBufferSize = value);
	}

	/**
	 * Changes {@link #streamBufferCapacity()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withStreamBufferCapacity(int value) {
		return with((copy) -> copy.streamBufferCapacity = value);
	}

	/**
	 * Changes {@link #clientResultTimeout()}.
	 * @param value the new value, or {@code null} for none
	 * @return changed options
	 */
	public HubOptions withClientResultTimeout(@Nullable Duration value) {
		return with((copy) -> copy.clientResultTimeout = value);
	}

	/**
	 * Changes {@link #supportedProtocols()}.
	 * @param value the new value, or {@code null} for all protocols
	 * @return changed options
	 */
	public HubOptions withSupportedProtocols(@Nullable List<String> value) {
		return with((copy) -> copy.supportedProtocols = value);
	}

	/**
	 * Changes {@link #disableImplicitBeanParameters()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withDisableImplicitBeanParameters(boolean value) {
		return with((copy) -> copy.disableImplicitBeanParameters = value);
	}

	/**
	 * Changes {@link #closeOnAuthenticationExpiration()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withCloseOnAuthenticationExpiration(boolean value) {
		return with((copy) -> copy.closeOnAuthenticationExpiration = value);
	}

	/**
	 * Changes {@link #allowStatefulReconnects()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withAllowStatefulReconnects(boolean value) {
		return with((copy) -> copy.allowStatefulReconnects = value);
	}

	/**
	 * Changes {@link #statefulReconnectBufferSize()}.
	 * @param value the new value
	 * @return changed options
	 */
	public HubOptions withStatefulReconnectBufferSize(DataSize value) {
		return with((copy) -> copy.statefulReconnectBufferSize = value);
	}

	private HubOptions with(Consumer<Copy> change) {
		Copy copy = new Copy(this);
		change.accept(copy);
		return copy.toOptions();
	}

	/** Options that are being changed, by one thread. */
	private static final class Copy {

		private Duration keepAliveInterval;

		private Duration clientTimeoutInterval;

		private Duration handshakeTimeout;

		private @Nullable DataSize maximumReceiveMessageSize;

		private boolean enableDetailedErrors;

		private int maximumParallelInvocationsPerClient;

		private DataSize applicationMaxBufferSize;

		private int streamBufferCapacity;

		private @Nullable Duration clientResultTimeout;

		private @Nullable List<String> supportedProtocols;

		private boolean disableImplicitBeanParameters;

		private boolean closeOnAuthenticationExpiration;

		private boolean allowStatefulReconnects;

		private DataSize statefulReconnectBufferSize;

		Copy(HubOptions options) {
			this.keepAliveInterval = options.keepAliveInterval;
			this.clientTimeoutInterval = options.clientTimeoutInterval;
			this.handshakeTimeout = options.handshakeTimeout;
			this.maximumReceiveMessageSize = options.maximumReceiveMessageSize;
			this.enableDetailedErrors = options.enableDetailedErrors;
			this.maximumParallelInvocationsPerClient = options.maximumParallelInvocationsPerClient;
			this.applicationMaxBufferSize = options.applicationMaxBufferSize;
			this.streamBufferCapacity = options.streamBufferCapacity;
			this.clientResultTimeout = options.clientResultTimeout;
			this.supportedProtocols = options.supportedProtocols;
			this.disableImplicitBeanParameters = options.disableImplicitBeanParameters;
			this.closeOnAuthenticationExpiration = options.closeOnAuthenticationExpiration;
			this.allowStatefulReconnects = options.allowStatefulReconnects;
			this.statefulReconnectBufferSize = options.statefulReconnectBufferSize;
		}

		HubOptions toOptions() {
			return new HubOptions(this.keepAliveInterval, this.clientTimeoutInterval, this.handshakeTimeout,
					this.maximumReceiveMessageSize, this.enableDetailedErrors, this.maximumParallelInvocationsPerClient,
					this.applicationMaxBufferSize, this.streamBufferCapacity, this.clientResultTimeout,
					this.supportedProtocols, this.disableImplicitBeanParameters, this.closeOnAuthenticationExpiration,
					this.allowStatefulReconnects, this.statefulReconnectBufferSize);
		}

	}

}
