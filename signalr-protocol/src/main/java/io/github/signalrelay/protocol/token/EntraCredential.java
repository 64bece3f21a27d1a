// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import org.jspecify.annotations.Nullable;

/**
 * Which identity an {@code AuthType} of a connection string asks for (service protocol
 * reference, 5.1). It holds no token: an identity library gets those.
 *
 * @param kind how the identity is proven
 * @param clientId id of the application or of the user-assigned managed identity, or
 * {@code null}
 * @param tenantId tenant of the application, or {@code null}
 * @param clientSecret secret of the application, or {@code null}
 * @param clientCertificate path of the application's certificate, or {@code null}
 */
public record EntraCredential(Kind kind, @Nullable String clientId, @Nullable String tenantId,
		@Nullable String clientSecret, @Nullable String clientCertificate) implements ServiceCredential {

	/** The credential of whatever environment the program runs in. */
	public static final EntraCredential OF_ENVIRONMENT = new EntraCredential(Kind.ENVIRONMENT, null, null, null, null);

	/**
	 * A managed identity.
	 * @param clientId id of a user-assigned one, or {@code null} for the system-assigned
	 * @return the credential
	 */
	public static EntraCredential managedIdentity(@Nullable String clientId) {
		return new EntraCredential(Kind.MANAGED_IDENTITY, clientId, null, null, null);
	}

	/** Never tells the secret, nor where the certificate is. */
	@Override
	public String toString() {
		return "EntraCredential[" + this.kind + "]";
	}

	/** How an identity is proven. */
	public enum Kind {

		/** By the first of the usual ways that works where the program runs. */
		ENVIRONMENT,

		/** As an application, with a secret or a certificate. */
		APPLICATION,

		/** As a managed identity, by the machine that the program runs on. */
		MANAGED_IDENTITY

	}

}
