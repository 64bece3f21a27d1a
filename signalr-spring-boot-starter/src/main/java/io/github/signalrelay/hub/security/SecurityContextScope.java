// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.security;

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.invocation.CallerScope;

/**
 * Keeps the caller in Spring Security's context holders while a hub method runs: in
 * {@link SecurityContextHolder} of the thread that calls the method, whatever it returns,
 * and in {@link ReactiveSecurityContextHolder} of the publishers that it returns. So the
 * annotations of both kinds of method security hold on hubs.
 */
public final class SecurityContextScope implements CallerScope {

	private final HubAuthenticationConverter converter;

	private final SecurityContextHolderStrategy holder;

	/**
	 * Creates a scope.
	 * @param converter makes authentications of callers
	 * @param holder keeps the context of a thread
	 */
	public SecurityContextScope(HubAuthenticationConverter converter, SecurityContextHolderStrategy holder) {
		this.converter = converter;
		this.holder = holder;
	}

	@Override
	public void run(HubCaller caller, Runnable task) {
		SecurityContext outer = this.holder.getContext();
		boolean outerIsEmpty = outer.getAuthentication() == null;
		this.holder.setContext(securityContext(caller));
		try {
			task.run();
		}
		finally {
			if (outerIsEmpty) {
				this.holder.clearContext();
			}
			else {
				this.holder.setContext(outer);
			}
		}
	}

	@Override
	public ContextView context(HubCaller caller) {
		return ReactiveSecurityContextHolder.withSecurityContext(Mono.fromSupplier(() -> securityContext(caller)));
	}

	private SecurityContext securityContext(HubCaller caller) {
		SecurityContext context = this.holder.createEmptyContext();
		context.setAuthentication(this.converter.convert(caller));
		return context;
	}

	@Override
	public boolean isRefusal(Throwable error) {
		return error instanceof AccessDeniedException || error instanceof AuthenticationException;
	}

	@Override
	public CompletionStage<Verdict> authorize(HubCaller caller, Object bean, Method method,
			@Nullable Object[] arguments) {
		return MethodAuthorization.of(bean, method).check(arguments, context(caller));
	}

}
