// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import io.github.signalrelay.service.identity.EntraTokenProvider;

/**
 * Ends the start of an application whose connection string needs a library that is not
 * there.
 */
final class MissingIdentityLibrary {

	private MissingIdentityLibrary() {
	}

	/**
	 * What is there in place of tokens.
	 * @throws InvalidServicePropertyException always
	 */
	static EntraTokenProvider provider() {
		throw new InvalidServicePropertyException("azure.signalr.connection-string", null,
				"Its AuthType asks for an identity, and nothing is there that gets tokens for one.",
				"Add the dependency 'com.azure:azure-identity', declare a bean of type TokenCredential or"
						+ " EntraTokenProvider, or use a connection string with AccessKey.");
	}

}
