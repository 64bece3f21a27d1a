// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.invocation;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import io.github.signalrelay.hub.HubInvocation;
import io.github.signalrelay.hub.binding.ArgumentSource;
import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.definition.HubMethodDefinition;
import io.github.signalrelay.hub.definition.ReturnStyle;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * One call of a hub method or callback.
 */
final class MethodCall {

	private final HubBean bean;

	private final HubMethodDefinition method;

	private final CallContext context;

	private final CallThread thread;

	/** Ends with the {@code Mono} that the method returned. */
	private volatile @Nullable CompletableFuture<?> running;

	private volatile boolean cancelled;

	MethodCall(HubBean bean, HubMethodDefinition method, CallContext context, CallThread thread) {
		this.bean = bean;
		this.method = method;
		this.context = context;
		this.thread = thread;
	}

	/**
	 * Calls the method on this thread, which runs the call.
	 * @param arguments arguments of the client
	 * @param done told of the result or the error
	 */
	void call(List<@Nullable Object> arguments, BiConsumer<@Nullable Object, @Nullable Throwable> done) {
		Object result;
		try {
			result = this.bean.call(this.bean.instance(), this.method.method(), allArguments(arguments));
		}
		catch (Throwable ex) { // an Error of the hub must end its call, too
			this.thread.end(() -> done.accept(null, Causes.unwrap(ex)));
			return;
		}
		if (result == null || isReady()) {
			@Nullable Object ready = inContext(result);
			this.thread.end(() -> done.accept(ready, null));
		}
		else {
			tell(stage(result), done);
		}
	}

	/**
	 * Calls the method through filters, on this thread, which runs the call.
	 * @param filters the filters
	 * @param arguments arguments of the client
	 * @param done told of the result or the error
	 */
	void filter(HubFilters filters, List<@Nullable Object> arguments,
			BiConsumer<@Nullable Object, @Nullable Throwable> done) {
		CompletionStage<@Nullable Object> stage;
		try {
			Object hub = this.bean.instance();
			@Nullable Object[] all = allArguments(arguments);
			HubInvocation invocation = new HubInvocation(this.context.caller(), this.bean.hubName(),
					this.bean.hubType(), hub, this.method.name(), this.method.method(), Arrays.asList(all));
			stage = this.thread.scope()
				.authorize(this.context.caller(), hub, this.method.method(), all)
				.thenCompose((verdict) -> verdict.allowed()
						? filters.invoke(invocation, (changed) -> proceed(hub, changed.arguments().toArray()))
						: CompletableFuture.completedFuture(verdict.result()));
		}
		catch (Throwable ex) {
			stage = CompletableFuture.failedFuture(ex);
		}
		tell(stage, done);
	}

	/**
	 * Calls a callback, on this thread or one that may run it.
	 * @param hub the bean
	 * @return completes with the callback
	 */
	CompletionStage<@Nullable Object> callback(Object hub) {
		return proceed(hub, null);
	}

	private CompletionStage<@Nullable Object> proceed(Object hub, @Nullable Object @Nullable [] arguments) {
		if (this.thread.isCurrent()) {
			return called(hub, arguments);
		}
		CompletableFuture<@Nullable Object> later = new CompletableFuture<>();
		try {
			this.thread.execute(() -> Causes.forward(called(hub, arguments), later));
		}
		catch (RejectedExecutionException ex) { // the application stops
			later.completeExceptionally(ex);
		}
		return later;
	}

	private CompletionStage<@Nullable Object> called(Object hub, @Nullable Object @Nullable [] arguments) {
		try {
			Object result = this.bean.call(hub, this.method.method(),
					(arguments != null) ? arguments : allArguments(List.of()));
			return (result == null || isReady()) ? CompletableFuture.completedFuture(result) : stage(result);
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(Causes.unwrap(ex));
		}
	}

	private void tell(CompletionStage<?> stage, BiConsumer<@Nullable Object, @Nullable Throwable> done) {
		stage.whenComplete(
				(value, error) -> done.accept(inContext(value), (error != null) ? Causes.unwrap(error) : null));
	}

	/** Whether the method returns the result itself, which may be a stream. */
	private boolean isReady() {
		ReturnStyle style = this.method.returnStyle();
		return style == ReturnStyle.BLOCKING || style == ReturnStyle.PUBLISHER;
	}

	/** A stream is subscribed later and elsewhere. */
	private @Nullable Object inContext(@Nullable Object result) {
		Publisher<?> stream = publisher(result);
		if (stream == null) {
			return result;
		}
		ContextView known = known();
		return known.isEmpty() ? result : Flux.from(stream).contextWrite(known);
	}

	private @Nullable Publisher<?> publisher(@Nullable Object result) {
		if (result == null || result instanceof Publisher<?>) {
			return (Publisher<?>) result;
		}
		if (!this.method.streaming()) {
			return null;
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, result);
		return (adapter != null) ? adapter.toPublisher(result) : null;
	}

	private ContextView known() {
		return this.context.observation().in(this.thread.scope().context(this.context.caller()));
	}

	@SuppressWarnings("unchecked") // stages only give values
	private CompletionStage<@Nullable Object> stage(Object result) {
		if (result instanceof CompletionStage<?> stage) {
			return (CompletionStage<@Nullable Object>) stage;
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance()
			.getAdapter(this.method.method().getReturnType(), result);
		if (adapter == null) {
			throw new IllegalStateException("No reactive adapter for " + result.getClass().getName());
		}
		CompletableFuture<@Nullable Object> future = Mono.<Object>from(adapter.toPublisher(result))
			.contextWrite(known())
			.toFuture();
		this.running = future;
		if (this.cancelled) { // while filters were at work
			future.cancel(false);
		}
		return future;
	}

	/** Cancels the {@code Mono} that the method has returned or will return, if any. */
	void cancel() {
		this.cancelled = true;
		CompletableFuture<?> future = this.running;
		if (future != null) {
			future.cancel(false);
		}
	}

	private @Nullable Object[] allArguments(List<@Nullable Object> arguments) {
		List<@Nullable ArgumentSource> sources = this.method.sources();
		@Nullable Object[] all = new Object[sources.size()];
		Iterator<@Nullable Object> next = arguments.iterator();
		for (int index = 0; index < all.length; index++) {
			ArgumentSource source = sources.get(index);
			all[index] = (source != null) ? source.value(this.context) : next.next();
		}
		return all;
	}

}
