// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.connection;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.ServiceCredential;

/**
 * Where a service is and how to prove who one is, such as
 * {@code Endpoint=http://localhost:8888;AccessKey=...;Version=1.0;} (service protocol
 * reference, 5.1). Addresses are in normal form: lower-case scheme and host, no default
 * port, no trailing slash.
 *
 * @param endpoint address of the service, {@code Port} applied; also what audiences are
 * made of
 * @param credential access key that signs tokens, or identity whose tokens are shown
 * @param clientEndpoint address that clients use instead, or {@code null}
 * @param serverEndpoint address that app servers and REST callers use instead, or
 * {@code null}
 */
public record ConnectionString(URI endpoint, ServiceCredential credential, @Nullable URI clientEndpoint,
		@Nullable URI serverEndpoint) {

	/**
	 * Reads a connection string.
	 * @param text the text
	 * @return what it says
	 * @throws ConnectionStringException if it lacks something or says something twice;
	 * the message tells what
	 */
	public static ConnectionString parse(String text) {
		return new ConnectionStringParser(text).parse();
	}

	/**
	 * Key that signs tokens.
	 * @return the key
	 * @throws IllegalStateException if there is an identity in its place
	 */
	public AccessKey accessKey() {
		if (this.credential instanceof AccessKey key) {
			return key;
		}
		throw new IllegalStateException("The connection string names an identity, not an access key");
	}

	/**
	 * What tells one endpoint from another.
	 * @return scheme, host and port, the port only when it is not the default one
	 */
	public String endpointText() {
		return address(this.endpoint).origin();
	}

	/**
	 * What audiences start with. Never a port, and never {@link #clientEndpoint} or
	 * {@link #serverEndpoint}.
	 * @return scheme and host of the endpoint, with trailing slash
	 */
	public String audienceBase() {
		EndpointAddress address = address(this.endpoint);
		return address.scheme() + "://" + address.host() + "/";
	}

	/**
	 * What addresses for clients start with.
	 * @return client endpoint or endpoint, with trailing slash
	 */
	public String clientBase() {
		return ((this.clientEndpoint != null) ? this.clientEndpoint : this.endpoint) + "/";
	}

	/**
	 * What addresses for app servers and REST callers start with.
	 * @return server endpoint or endpoint, with trailing slash; the scheme is http or
	 * https
	 */
	public String serverBase() {
		return ((this.serverEndpoint != null) ? this.serverEndpoint : this.endpoint) + "/";
	}

	private static EndpointAddress address(URI uri) {
		EndpointAddress address = EndpointAddress.parse(uri.toString());
		if (address == null) {
			throw new IllegalArgumentException("endpoint: " + uri + " (expected: an absolute http or https address)");
		}
		return address;
	}

}
