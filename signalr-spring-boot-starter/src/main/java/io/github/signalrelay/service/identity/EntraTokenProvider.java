// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.identity;

import java.util.concurrent.CompletionStage;

import io.github.signalrelay.protocol.connection.ServiceEndpoint;

/**
 * Gets the tokens with which this application proves to a service who it is. A bean of
 * this type takes the place of the library {@code azure-identity}, for identity providers
 * other than Microsoft Entra ID, or other ways to their tokens. MUST be safe for use by
 * many threads and MUST NOT block; it should keep a token until shortly before it
 * expires.
 */
@FunctionalInterface
public interface EntraTokenProvider {

	/** Scope that Azure SignalR Service wants its tokens to have. */
	String SCOPE = "https://signalr.azure.com/.default";

	/**
	 * Gets a token that is good now.
	 * @param endpoint service that it is for; its connection string has an
	 * {@code AuthType}
	 * @return completes with the token, or fails with the reason why there is none
	 */
	CompletionStage<String> token(ServiceEndpoint endpoint);

}
