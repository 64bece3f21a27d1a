// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

import java.net.URI;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.connection.EndpointType;
import io.github.signalrelay.protocol.connection.ServiceEndpoint;
import io.github.signalrelay.service.connection.ServiceLinkOpener;
import io.github.signalrelay.service.connection.ServiceLinkRequest;

/**
 * One service that this app server is connected to, for all hubs: a configured endpoint,
 * or the relay of this process. Name, client address and key of an endpoint may change
 * while its connections live ({@link #update}); each attempt to connect and each client
 * takes what is current. Any thread may use it.
 */
public final class ConnectedEndpoint implements AutoCloseable {

	private final ServiceLinkOpener opener;

	private final EndpointType type;

	/** Replaced by {@link #update} only. */
	private volatile @Nullable Configured configured;

	private ConnectedEndpoint(ServiceLinkOpener opener) {
		this.opener = opener;
		this.type = EndpointType.PRIMARY;
	}

	/**
	 * Makes a configured endpoint.
	 * @param endpoint what is configured
	 * @param access how it is reached
	 * @param openers makes the opener of its service connections
	 */
	public ConnectedEndpoint(ServiceEndpoint endpoint, EndpointAccess access,
			Function<ServerAccess, ServiceLinkOpener> openers) {
		this.configured = new Configured(endpoint, access);
		this.type = endpoint.type();
		this.opener = openers.apply(new CurrentAccess());
	}

	/**
	 * The relay of this process, which has no address and is not negotiated with by way
	 * of endpoints.
	 * @param opener opens connections into it
	 * @return the endpoint
	 */
	public static ConnectedEndpoint inProcess(ServiceLinkOpener opener) {
		return new ConnectedEndpoint(opener);
	}

	/**
	 * Opens its service connections.
	 * @return the opener, the same for ever
	 */
	public ServiceLinkOpener opener() {
		return this.opener;
	}

	/**
	 * What is configured now.
	 * @return the endpoint, or {@code null} for the relay of this process
	 */
	public @Nullable ServiceEndpoint endpoint() {
		Configured current = this.configured;
		return (current != null) ? current.endpoint() : null;
	}

	/**
	 * How it is reached now.
	 * @return the access, or {@code null} for the relay of this process
	 */
	public @Nullable EndpointAccess access() {
		Configured current = this.configured;
		return (current != null) ? current.access() : null;
	}

	/**
	 * Name of the endpoint.
	 * @return the name, may be empty
	 */
	public String name() {
		Configured current = this.configured;
		return (current != null) ? current.endpoint().name() : "";
	}

	/**
	 * What the endpoint is for.
	 * @return the type, the same for ever
	 */
	public EndpointType type() {
		return this.type;
	}

	/**
	 * Where the endpoint is, for people.
	 * @return scheme, host and port; a text in parentheses for the relay of this process
	 */
	public String address() {
		Configured current = this.configured;
		return (current != null) ? current.endpoint().connectionString().endpointText() : "(this process)";
	}

	/**
	 * Changes name, client address or key. Service connections stay as they are.
	 * @param endpoint what is configured from now on, at the same address and of the same
	 * type
	 * @param access how it is reached from now on; the former one is closed
	 */
	public void update(ServiceEndpoint endpoint, EndpointAccess access) {
		EndpointAccess former = access();
		this.configured = new Configured(endpoint, access);
		if (former != null) {
			former.close();
		}
	}

	@Override
	public void close() {
		EndpointAccess last = access();
		if (last != null) {
			last.close();
		}
	}

	/** Name, type and address, never the key. */
	@Override
	public String toString() {
		ServiceEndpoint current = endpoint();
		return (current != null) ? current.toString() : address();
	}

	private record Configured(ServiceEndpoint endpoint, EndpointAccess access) {
	}

	/** Asks whatever access is current at each attempt. */
	private final class CurrentAccess implements ServerAccess {

		@Override
		public URI address(ServiceLinkRequest request) {
			return current().address(request);
		}

		@Override
		public CompletionStage<String> token(ServiceLinkRequest request) {
			return current().token(request);
		}

		private EndpointAccess current() {
			EndpointAccess current = access();
			if (current == null) {
				throw new IllegalStateException("The relay of this process has no address");
			}
			return current;
		}

	}

}
