// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.identity;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.identity.ClientCertificateCredential;
import com.azure.identity.ClientSecretCredential;
import com.azure.identity.DefaultAzureCredential;
import com.azure.identity.ManagedIdentityCredential;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.connection.ServiceEndpoint;
import io.github.signalrelay.protocol.token.EntraCredential;

import static org.assertj.core.api.Assertions.assertThat;

/** Credentials of the library, which are made here and not used: that takes Azure. */
class AzureIdentityTokensTests {

	private static final String TENANT = "72f988bf-0000-0000-0000-2d7cd011db47";

	private static TokenCredential credential(String authentication) {
		return AzureIdentityTokens.credential((EntraCredential) parse(authentication).credential());
	}

	private static ConnectionString parse(String authentication) {
		return ConnectionString.parse("Endpoint=https://service.example.org;" + authentication);
	}

	@Test
	void everyAuthTypeHasItsCredential() {
		assertThat(credential("AuthType=azure")).isInstanceOf(DefaultAzureCredential.class);
		assertThat(credential("AuthType=azure.msi")).isInstanceOf(ManagedIdentityCredential.class);
		assertThat(credential("AuthType=azure.msi;ClientId=c")).isInstanceOf(ManagedIdentityCredential.class);
		String application = "AuthType=azure.app;ClientId=c;TenantId=" + TENANT;
		assertThat(credential(application + ";ClientSecret=s")).isInstanceOf(ClientSecretCredential.class);
		assertThat(credential(application + ";ClientCert=/none.pem")).isInstanceOf(ClientCertificateCredential.class);
		assertThat(credential(application + ";ClientCert=/none.pfx")).isInstanceOf(ClientCertificateCredential.class);
	}

	@Test
	void tokensAreOfTheScopeThatAzureWants() throws Exception {
		List<String> scopes = new CopyOnWriteArrayList<>();
		EntraTokenProvider tokens = CredentialTokens.of((request) -> {
			scopes.addAll(request.getScopes());
			return Mono.just(new AccessToken("the-token", OffsetDateTime.now().plusHours(1)));
		});
		ServiceEndpoint endpoint = ServiceEndpoint.of("", parse("AuthType=azure"));
		assertThat(tokens.token(endpoint).toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo("the-token");
		assertThat(scopes).containsExactly("https://signalr.azure.com/.default");
	}

}
