// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;

/**
 * The client whose call, connect or disconnect a hub serves. May be kept and used by any
 * thread, also after the connection ended. Supplied to hub methods; applications do not
 * implement it.
 */
public interface HubCaller {

	/**
	 * Id of the connection, new with every connect.
	 * @return the connection id
	 */
	String connectionId();

	/**
	 * Id of the user as negotiate found it: what {@link HubClients#user} is compared
	 * with.
	 * @return the user id, or {@code null} for an unknown user
	 */
	@Nullable String userId();

	/**
	 * The authenticated user. It is made of the claims that negotiate put into the
	 * client's token, and so is not the object that negotiate saw.
	 * @return the principal, or {@code null} for an anonymous client
	 */
	@Nullable Principal principal();

	/**
	 * Claims of the user, in order; a type may stand in several claims.
	 * @return the claims, empty for an anonymous client
	 */
	List<Claim> claims();

	/**
	 * Values that belong to the connection, for the application's own use. Keys and
	 * values are not {@code null}.
	 * @return a concurrent map that lives as long as the connection
	 */
	Map<String, Object> items();

	/**
	 * The request that opened the connection, as the relay forwarded it.
	 * @return the request
	 */
	HubRequest request();

	/**
	 * Language of the client, see {@link HubRequest#locale}. While the hub runs for the
	 * client it is also that of Spring's {@code LocaleContextHolder}, on the thread that
	 * calls the method (service protocol reference, 4.9).
	 * @return the language, or {@code null} when it is not known
	 */
	default @Nullable Locale locale() {
		return request().locale();
	}

	/**
	 * All clients of the hub, seen from this one, to be called by method name. What is
	 * sent here keeps its order, whichever thread sends it.
	 * @return the clients
	 */
	HubCallerClients<ClientProxy> clients();

	/**
	 * Move of the client between app servers: in {@link OnConnected}, and from then on,
	 * where it comes from; in {@link OnDisconnected} where it goes. A client that has
	 * moved here and then merely goes has none in {@link OnDisconnected}.
	 * @return the move, or {@code null} for clients that do not move
	 */
	@Nullable HubMigration migration();

	/**
	 * Ends the connection. The client is told without an error and may not reconnect by
	 * itself; messages that are sent to it from now on are dropped. Calling it again has
	 * no effect.
	 */
	void abort();

	/**
	 * Whether the connection has ended or is being ended.
	 * @return {@code true} from the end on
	 */
	boolean isAborted();

	/**
	 * Signal of the connection's end, for work that should stop with it. Its callbacks
	 * run on the application's task executor, before {@link OnDisconnected}.
	 * @return completes when the connection has ended, never with an error
	 */
	CompletionStage<Void> aborted();

}
