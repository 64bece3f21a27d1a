// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.security;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.security.authorization.method.AuthorizationAdvisor;

import io.github.signalrelay.hub.invocation.CallerScope.Verdict;

/**
 * Asks Spring Security's interceptors of a proxied bean whether a method may be called,
 * without calling it: each is given a call that stops where it would go on. The proxy
 * asks them again when it is called, with the arguments that it is called with.
 *
 * @param interceptors those that the method has, in order
 * @param target the bean behind the proxy
 * @param method the method
 */
record MethodAuthorization(List<AuthorizationAdvisor> interceptors, Object target, Method method) {

	static MethodAuthorization of(Object bean, Method method) {
		List<AuthorizationAdvisor> interceptors = new ArrayList<>();
		if (bean instanceof Advised proxy) {
			for (Advisor advisor : proxy.getAdvisors()) {
				if (advisor.getAdvice() instanceof AuthorizationAdvisor interceptor
						&& applies(interceptor.getPointcut(), method, AopUtils.getTargetClass(bean))) {
					interceptors.add(interceptor);
				}
			}
		}
		Object target = Objects.requireNonNullElse(AopProxyUtils.getSingletonTarget(bean), bean);
		return new MethodAuthorization(interceptors, target, method);
	}

	private static boolean applies(Pointcut pointcut, Method method, Class<?> type) {
		return pointcut.getClassFilter().matches(type) && pointcut.getMethodMatcher().matches(method, type);
	}

	/**
	 * Asks whether the method may be called.
	 * @param arguments values of all parameters
	 * @param context knows the caller
	 * @return completes with the verdict, or fails with the refusal
	 */
	CompletionStage<Verdict> check(@Nullable Object[] arguments, ContextView context) {
		return from(0, arguments, context);
	}

	private CompletionStage<Verdict> from(int index, @Nullable Object[] arguments, ContextView context) {
		if (index == this.interceptors.size()) {
			return CompletableFuture.completedFuture(Verdict.ALLOWED);
		}
		return ask(this.interceptors.get(index), arguments, context).thenCompose((verdict) -> verdict.allowed()
				? from(index + 1, arguments, context) : CompletableFuture.completedFuture(verdict));
	}

	private CompletionStage<Verdict> ask(AuthorizationAdvisor interceptor, @Nullable Object[] arguments,
			ContextView context) {
		try {
			Object answer = interceptor.invoke(new Question(this.target, this.method, arguments));
			if (answer instanceof Publisher<?> publisher) {
				return Mono.from(publisher)
					.map((value) -> new Verdict(false, value))
					.defaultIfEmpty(new Verdict(false, null))
					.onErrorResume(Allowed.class, (allowed) -> Mono.just(Verdict.ALLOWED))
					.contextWrite(context)
					.toFuture();
			}
			return CompletableFuture.completedFuture(new Verdict(false, answer));
		}
		catch (Allowed ex) {
			return CompletableFuture.completedFuture(Verdict.ALLOWED);
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/** The interceptor would go on. */
	private static final class Allowed extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Allowed() {
			super("allowed", null, false, false);
		}

	}

	/** A call that does not reach its method. */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Question(Object target, Method method, @Nullable Object[] arguments) implements MethodInvocation {

		@Override
		public Method getMethod() {
			return this.method;
		}

		@Override
		public @Nullable Object[] getArguments() {
			return this.arguments;
		}

		@Override
		public Object proceed() {
			throw new Allowed();
		}

		@Override
		public Object getThis() {
			return this.target;
		}

		@Override
		public AccessibleObject getStaticPart() {
			return this.method;
		}

	}

}
