// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.identity;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;

import io.github.signalrelay.protocol.connection.ServiceEndpoint;
import io.github.signalrelay.protocol.token.EntraCredential;

/**
 * Gets tokens by the library {@code azure-identity}, with the credential that a
 * connection string names. Any thread may use it.
 */
public final class AzureIdentityTokens implements EntraTokenProvider {

	/** Each keeps its tokens, so that there is one for each credential. */
	private final Map<EntraCredential, EntraTokenProvider> credentials = new ConcurrentHashMap<>();

	@Override
	public CompletionStage<String> token(ServiceEndpoint endpoint) {
		if (!(endpoint.connectionString().credential() instanceof EntraCredential named)) {
			throw new IllegalArgumentException("endpoint: " + endpoint + " (expected: one with an AuthType)");
		}
		return this.credentials.computeIfAbsent(named, (absent) -> CredentialTokens.of(credential(named)))
			.token(endpoint);
	}

	static TokenCredential credential(EntraCredential named) {
		return switch (named.kind()) {
			case ENVIRONMENT -> new DefaultAzureCredentialBuilder().build();
			case MANAGED_IDENTITY -> managedIdentity(named);
			case APPLICATION ->
				(named.clientSecret() != null) ? new ClientSecretCredentialBuilder().tenantId(named.tenantId())
					.clientId(named.clientId())
					.clientSecret(named.clientSecret())
					.build() : certificate(named);
		};
	}

	private static TokenCredential managedIdentity(EntraCredential named) {
		ManagedIdentityCredentialBuilder builder = new ManagedIdentityCredentialBuilder();
		return ((named.clientId() != null) ? builder.clientId(named.clientId()) : builder).build();
	}

	private static TokenCredential certificate(EntraCredential named) {
		String path = String.valueOf(named.clientCertificate());
		ClientCertificateCredentialBuilder builder = new ClientCertificateCredentialBuilder().tenantId(named.tenantId())
			.clientId(named.clientId());
		boolean binary = path.endsWith(".pfx") || path.endsWith(".p12");
		return (binary ? builder.pfxCertificate(path) : builder.pemCertificate(path)).build();
	}

}
