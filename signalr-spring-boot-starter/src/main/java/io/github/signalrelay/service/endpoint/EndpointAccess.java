// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.connection.ServiceUrls;
import io.github.signalrelay.protocol.service.AccessKeyResponse;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;

/**
 * How one endpoint is reached and paid for, by app servers and by their clients: with the
 * access key of its connection string, or with an identity whose key the service gives
 * out (service protocol reference, 5.6). Any thread may call it; nothing may block.
 * <p>
 * What is told to it comes from all hubs' connections to the endpoint, from several
 * threads.
 */
public interface EndpointAccess extends ServerAccess, AutoCloseable {

	/**
	 * Addresses of the endpoint for clients, and the audiences of their tokens.
	 * @return the addresses, for names of hubs as the application wrote them
	 */
	ServiceUrls urls();

	/**
	 * What signs the tokens of clients.
	 * @return the issuer, or {@code null} while the credential is not authorised:
	 * negotiate requests are answered with status 500 and an empty body then
	 */
	@Nullable AccessTokenIssuer clientTokens();

	/**
	 * A service connection has shaken hands; messages may be sent on it.
	 * @param link the connection
	 */
	default void opened(ServiceLink link) {
	}

	/**
	 * The service has answered a request for an access key.
	 * @param response the answer
	 */
	default void received(AccessKeyResponse response) {
	}

	/**
	 * A service connection that was told by {@link #opened} has ended.
	 * @param link the connection
	 */
	default void closed(ServiceLink link) {
	}

	/** The endpoint is used no more, or is reached in another way from now on. */
	@Override
	default void close() {
	}

}
