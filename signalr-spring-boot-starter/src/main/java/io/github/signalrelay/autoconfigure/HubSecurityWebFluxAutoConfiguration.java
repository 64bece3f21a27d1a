// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.security.web.reactive.ApplicationContextServerWebExchangeMatcher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;

import io.github.signalrelay.negotiate.HubPaths;
import io.github.signalrelay.negotiate.webflux.security.HubPathRequest;
import io.github.signalrelay.negotiate.webflux.security.HubRefusalWebFilter;

/**
 * Auto-configuration for Spring Security at the hubs' paths in WebFlux applications. Each
 * {@link ServerHttpSecurity} starts with it, and the application's own rules come on top.
 */
@AutoConfiguration(after = HubAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass({ ServerHttpSecurity.class, ApplicationContextServerWebExchangeMatcher.class })
@ConditionalOnBean(HubPaths.class)
public final class HubSecurityWebFluxAutoConfiguration {

	/**
	 * SignalR clients know no CSRF tokens. They need none: negotiate changes nothing, and
	 * its answer, which a foreign page cannot read, is what lets a client in.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean(name = "hubServerHttpSecurityCustomizer")
	Customizer<ServerHttpSecurity> hubServerHttpSecurityCustomizer() {
		ServerWebExchangeMatcher others = new NegatedServerWebExchangeMatcher(HubPathRequest.toAllHubs());
		ServerWebExchangeMatcher needsToken = new AndServerWebExchangeMatcher(CsrfWebFilter.DEFAULT_CSRF_MATCHER,
				others);
		return (http) -> http.csrf((csrf) -> csrf.requireCsrfProtectionMatcher(needsToken))
			.addFilterAfter(new HubRefusalWebFilter(), SecurityWebFiltersOrder.EXCEPTION_TRANSLATION);
	}

}
