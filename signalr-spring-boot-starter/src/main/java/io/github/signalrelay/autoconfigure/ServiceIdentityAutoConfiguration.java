// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.time.Duration;

import com.azure.core.credential.TokenCredential;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.service.identity.AccessKeyClient;
import io.github.signalrelay.service.identity.AzureIdentityTokens;
import io.github.signalrelay.service.identity.CredentialTokens;
import io.github.signalrelay.service.identity.EntraTokenProvider;
import io.github.signalrelay.service.identity.IdentityAccesses;

/**
 * Auto-configuration for connection strings with an {@code AuthType}: tokens by an
 * {@link EntraTokenProvider} bean, by a {@code TokenCredential} bean, or by the library
 * {@code azure-identity}, in this order.
 */
@AutoConfiguration(after = HubAutoConfiguration.class, before = ServiceAutoConfiguration.class)
@ConditionalOnBean(HubRegistry.class)
@Conditional(ServiceConfiguredCondition.class)
@EnableConfigurationProperties(ServiceProperties.class)
public final class ServiceIdentityAutoConfiguration {

	/** Longest time that the start waits for the first keys. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@Bean
	@ConditionalOnMissingBean
	IdentityAccesses signalRIdentityAccesses(ServiceProperties properties, ObjectProvider<EntraTokenProvider> tokens,
			ObjectProvider<SslBundles> bundles) {
		String bundle = properties.ssl().bundle();
		AccessKeyClient client = new AccessKeyClient(properties.proxy().toServiceProxy(),
				(bundle == null || bundle.isEmpty()) ? null : ServiceTls.ofBundle(bundle, bundles.getIfAvailable()));
		return new IdentityAccesses(() -> tokens.getIfAvailable(MissingIdentityLibrary::provider), client,
				properties.applicationName(), properties.accessTokenAlgorithm(), PATIENCE);
	}

	/** Where Azure's libraries are. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TokenCredential.class)
	static class AzureConfiguration {

		private static final String IDENTITY = "com.azure.identity.DefaultAzureCredentialBuilder";

		@Bean
		@Lazy // only where an endpoint needs it
		@ConditionalOnMissingBean
		EntraTokenProvider signalREntraTokenProvider(ObjectProvider<TokenCredential> credentials,
				ResourceLoader resources) {
			TokenCredential own = credentials.getIfUnique();
			if (own != null) {
				return CredentialTokens.of(own);
			}
			return ClassUtils.isPresent(IDENTITY, resources.getClassLoader()) ? new AzureIdentityTokens()
					: MissingIdentityLibrary.provider();
		}

	}

}
