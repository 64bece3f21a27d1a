// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Gets tokens with a credential of Azure's libraries, whatever stands behind it.
 */
public final class CredentialTokens {

	private CredentialTokens() {
	}

	/**
	 * Gets all tokens with one credential, which is expected to keep them.
	 * @param credential the credential
	 * @return what gets the tokens
	 */
	public static EntraTokenProvider of(TokenCredential credential) {
		TokenRequestContext request = new TokenRequestContext().addScopes(EntraTokenProvider.SCOPE);
		return (endpoint) -> Mono.defer(() -> credential.getToken(request))
			.map(AccessToken::getToken)
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("The credential has given no token")))
			.subscribeOn(Schedulers.boundedElastic()) // some read files or start programs
			.toFuture();
	}

}
