// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

import io.github.signalrelay.hub.invocation.CallerScope;
import io.github.signalrelay.hub.security.AuthenticationArgumentResolver;
import io.github.signalrelay.hub.security.HubAuthenticationConverter;
import io.github.signalrelay.hub.security.RoleClaimsAuthenticationConverter;
import io.github.signalrelay.hub.security.SecurityContextScope;

/**
 * Auto-configuration for Spring Security in hubs: method security knows their callers.
 */
@AutoConfiguration(before = HubAutoConfiguration.class)
@ConditionalOnClass(SecurityContextHolder.class)
public final class HubSecurityAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	HubAuthenticationConverter hubAuthenticationConverter() {
		return new RoleClaimsAuthenticationConverter();
	}

	@Bean
	@ConditionalOnMissingBean
	CallerScope hubCallerScope(HubAuthenticationConverter converter,
			ObjectProvider<SecurityContextHolderStrategy> holder) {
		return new SecurityContextScope(converter, holder.getIfUnique(SecurityContextHolder::getContextHolderStrategy));
	}

	/** Behind the application's own resolvers. */
	@Bean
	@Order
	@ConditionalOnMissingBean
	AuthenticationArgumentResolver hubAuthenticationArgumentResolver(HubAuthenticationConverter converter) {
		return new AuthenticationArgumentResolver(converter);
	}

}
