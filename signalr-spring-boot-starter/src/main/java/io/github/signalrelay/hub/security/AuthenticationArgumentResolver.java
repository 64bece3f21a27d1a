// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.security;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.StringUtils;

import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethodArgumentResolver;

/**
 * Supplies parameters of type {@link Authentication}, and those that are marked with
 * {@link AuthenticationPrincipal}: the principal of the caller's authentication, or what
 * the annotation's expression takes from it; {@code null} when that is of another type,
 * unless the annotation asks for an error.
 */
public final class AuthenticationArgumentResolver implements HubMethodArgumentResolver {

	private final HubAuthenticationConverter converter;

	private final SpelExpressionParser parser = new SpelExpressionParser();

	/**
	 * Creates a resolver.
	 * @param converter makes authentications of callers
	 */
	public AuthenticationArgumentResolver(HubAuthenticationConverter converter) {
		this.converter = converter;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return Authentication.class.isAssignableFrom(parameter.getParameterType())
				|| parameter.hasParameterAnnotation(AuthenticationPrincipal.class);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, HubCaller caller) {
		Authentication authentication = this.converter.convert(caller);
		AuthenticationPrincipal annotation = parameter.getParameterAnnotation(AuthenticationPrincipal.class);
		Object value = (annotation != null) ? principal(annotation, authentication) : authentication;
		if (value == null || parameter.getParameterType().isInstance(value)) {
			return value;
		}
		if (annotation != null && annotation.errorOnInvalidType()) {
			throw new ClassCastException(value.getClass() + " is not assignable to " + parameter.getParameterType());
		}
		return null;
	}

	private @Nullable Object principal(AuthenticationPrincipal annotation, Authentication authentication) {
		Object principal = authentication.getPrincipal();
		if (principal == null || !StringUtils.hasLength(annotation.expression())) {
			return principal;
		}
		EvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding()
			.withInstanceMethods()
			.withRootObject(principal)
			.build();
		return this.parser.parseExpression(annotation.expression()).getValue(context);
	}

}
