// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.security.web.servlet.ApplicationContextRequestMatcher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.util.matcher.RequestMatcher;

import io.github.signalrelay.negotiate.HubPaths;
import io.github.signalrelay.negotiate.webmvc.security.HubPathRequest;

/**
 * Auto-configuration for Spring Security at the hubs' paths in Servlet applications. Each
 * {@link HttpSecurity} starts with it, and the application's own rules come on top.
 */
@AutoConfiguration(after = HubAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ HttpSecurity.class, ApplicationContextRequestMatcher.class })
@ConditionalOnBean(HubPaths.class)
public final class HubSecurityWebMvcAutoConfiguration {

	/**
	 * SignalR clients follow no redirect to a login page, and show a body to their users
	 * (transports reference, section 9): they are refused by status alone.
	 * <p>
	 * They know no CSRF tokens. They need none: negotiate changes nothing, and its
	 * answer, which a foreign page cannot read, is what lets a client in.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean(name = "hubHttpSecurityCustomizer")
	Customizer<HttpSecurity> hubHttpSecurityCustomizer() {
		RequestMatcher hubs = HubPathRequest.toAllHubs();
		return (http) -> http.csrf((csrf) -> csrf.ignoringRequestMatchers(hubs))
			.exceptionHandling((exceptions) -> exceptions
				.defaultAuthenticationEntryPointFor(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), hubs)
				.defaultAccessDeniedHandlerFor(
						(request, response, denied) -> response.setStatus(HttpStatus.FORBIDDEN.value()), hubs));
	}

}
