// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.invocation;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import io.github.signalrelay.hub.binding.ArgumentSource;
import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.client.CurrentFlow;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.definition.HubMethodDefinition;
import io.github.signalrelay.hub.definition.ReturnStyle;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Calls hub methods. What may block runs on the executor, the rest on the calling thread.
 */
public final class HubInvoker {

	private final HubBean bean;

	private final Executor executor;

	private final CurrentFlow flow;

	private final CallerScope scope;

	/**
	 * Creates an invoker.
	 * @param bean the hub
	 * @param executor runs methods that may block
	 * @param flow learns which client is served
	 * @param scope makes the caller known to what methods call
	 */
	public HubInvoker(HubBean bean, Executor executor, CurrentFlow flow, CallerScope scope) {
		this.bean = bean;
		this.executor = executor;
		this.flow = flow;
		this.scope = scope;
	}

	/**
	 * Calls a method.
	 * @param method the method
	 * @param arguments arguments of the client, as many as the method takes
	 * @param context what surrounds the call
	 * @param flow the client that is served
	 * @param done told exactly once of the result or the error, on any thread
	 * @return cancels a {@code Mono} that the method has returned; without effect for
	 * other methods, and when it has ended
	 */
	public Runnable invoke(HubMethodDefinition method, List<@Nullable Object> arguments, CallContext context, Flow flow,
			BiConsumer<@Nullable Object, @Nullable Throwable> done) {
		Call call = new Call(method, arguments, context, done);
		if (method.returnStyle() != ReturnStyle.BLOCKING) {
			this.flow.run(flow.blocking(false), call);
			return call::cancel;
		}
		try {
			this.executor.execute(() -> this.flow.run(flow.blocking(true), call));
		}
		catch (RejectedExecutionException ex) {
			done.accept(null, ex);
		}
		return call::cancel;
	}

	/**
	 * The executor for what may block, in the flow of a client.
	 * @param flow the client that is served
	 * @param context what surrounds the call that the task belongs to
	 * @return the executor
	 */
	public Executor blockingExecutor(Flow flow, CallContext context) {
		return (task) -> this.executor.execute(() -> this.flow.run(flow.blocking(true), () -> run(context, task)));
	}

	private void run(CallContext context, Runnable task) {
		context.observation().run(() -> this.scope.run(context.caller(), task));
	}

	private ContextView reactorContext(CallContext context) {
		return context.observation().in(this.scope.context(context.caller()));
	}

	/** One call of a method. */
	private final class Call implements Runnable {

		private final HubMethodDefinition method;

		private final List<@Nullable Object> arguments;

		private final CallContext context;

		private final BiConsumer<@Nullable Object, @Nullable Throwable> done;

		/** Ends with the {@code Mono} that the method returned. */
		private volatile @Nullable CompletableFuture<?> running;

		Call(HubMethodDefinition method, List<@Nullable Object> arguments, CallContext context,
				BiConsumer<@Nullable Object, @Nullable Throwable> done) {
			this.method = method;
			this.arguments = arguments;
			this.context = context;
			this.done = done;
		}

		@Override
		public void run() {
			HubInvoker.this.run(this.context, this::callMethod);
		}

		private void callMethod() {
			Object result;
			try {
				result = HubInvoker.this.bean.call(this.method.method(), allArguments());
			}
			catch (Throwable ex) { // an Error of the hub must end its call, too
				this.done.accept(null, Causes.unwrap(ex));
				return;
			}
			complete(result);
		}

		private void complete(@Nullable Object result) {
			ReturnStyle style = this.method.returnStyle();
			if (result == null || style == ReturnStyle.BLOCKING || style == ReturnStyle.PUBLISHER) {
				this.done.accept(inContext(result), null);
				return;
			}
			stage(result).whenComplete((value, error) -> this.done.accept(inContext(value),
					(error != null) ? Causes.unwrap(error) : null));
		}

		/** A stream is subscribed later and elsewhere. */
		private @Nullable Object inContext(@Nullable Object result) {
			if (!(result instanceof Publisher<?> stream)) {
				return result;
			}
			ContextView known = reactorContext(this.context);
			return known.isEmpty() ? result : Flux.from(stream).contextWrite(known);
		}

		private CompletionStage<?> stage(Object result) {
			if (result instanceof CompletionStage<?> stage) {
				return stage;
			}
			ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance()
				.getAdapter(this.method.method().getReturnType(), result);
			if (adapter == null) {
				throw new IllegalStateException("No reactive adapter for " + result.getClass().getName());
			}
			CompletableFuture<?> future = Mono.from(adapter.toPublisher(result))
				.contextWrite(reactorContext(this.context))
				.toFuture();
			this.running = future;
			return future;
		}

		void cancel() {
			CompletableFuture<?> future = this.running;
			if (future != null) {
				future.cancel(false);
			}
		}

		private @Nullable Object[] allArguments() {
			List<@Nullable ArgumentSource> sources = this.method.sources();
			@Nullable Object[] all = new Object[sources.size()];
			Iterator<@Nullable Object> next = this.arguments.iterator();
			for (int index = 0; index < all.length; index++) {
				ArgumentSource source = sources.get(index);
				all[index] = (source != null) ? source.value(this.context) : next.next();
			}
			return all;
		}

	}

}
