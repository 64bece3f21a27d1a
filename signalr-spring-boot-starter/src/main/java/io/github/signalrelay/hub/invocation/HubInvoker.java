// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.invocation;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

import io.github.signalrelay.hub.HubConnect;
import io.github.signalrelay.hub.HubDisconnect;
import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.client.CurrentFlow;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.definition.HubDefinition;
import io.github.signalrelay.hub.definition.HubMethodDefinition;
import io.github.signalrelay.hub.definition.ReturnStyle;

/**
 * Calls hub methods and callbacks, through the hub's filters. What may block runs on the
 * executor, suspending functions start on Reactor's parallel scheduler, and the rest runs
 * on the calling thread.
 */
public final class HubInvoker {

	/**
	 * Suspending functions start on a thread that runs no other one. On a thread that has
	 * just resumed a coroutine, {@code Dispatchers.Unconfined} would put the start off
	 * until that one has returned, when caller and flow are no longer set.
	 */
	private static final Executor COROUTINE_START = (task) -> Schedulers.parallel().schedule(task);

	private final HubDefinition definition;

	private final HubBean bean;

	private final SuccessiveCalls executor;

	private final CurrentFlow flow;

	private final CallerScope scope;

	private final HubFilters filters;

	/**
	 * Creates an invoker.
	 * @param definition the hub
	 * @param bean its bean
	 * @param executor runs methods that may block
	 * @param flow learns which client is served
	 * @param scope makes the caller known to what methods call
	 * @param filters run around methods and callbacks
	 */
	public HubInvoker(HubDefinition definition, HubBean bean, Executor executor, CurrentFlow flow, CallerScope scope,
			HubFilters filters) {
		this.definition = definition;
		this.bean = bean;
		this.executor = new SuccessiveCalls(executor);
		this.flow = flow;
		this.scope = scope;
		this.filters = filters;
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
		CallThread thread = thread(method, context, flow);
		MethodCall call = new MethodCall(this.bean, method, context, thread);
		execute(thread, done, () -> {
			if (this.filters.isEmpty()) {
				call.call(arguments, done);
			}
			else {
				call.filter(this.filters, arguments, done);
			}
		});
		return call::cancel;
	}

	/**
	 * Whether {@link #connect} calls anything.
	 * @return whether there is a callback or a filter
	 */
	public boolean hearsOfConnects() {
		return this.definition.onConnected() != null || !this.filters.isEmpty();
	}

	/**
	 * Whether {@link #disconnect} calls anything.
	 * @return whether there is a callback or a filter
	 */
	public boolean hearsOfDisconnects() {
		return this.definition.onDisconnected() != null || !this.filters.isEmpty();
	}

	/**
	 * Tells hub and filters of a connect.
	 * @param context what surrounds it
	 * @param flow the client
	 * @param done told exactly once that it is done or has failed, on any thread
	 */
	public void connect(CallContext context, Flow flow, BiConsumer<@Nullable Object, @Nullable Throwable> done) {
		callback(this.definition.onConnected(), context, flow, done,
				(hub, callback) -> this.filters.connect(
						new HubConnect(context.caller(), this.definition.name(), this.definition.type(), hub),
						(changed) -> callback.apply(context)));
	}

	/**
	 * Tells hub and filters of a disconnect.
	 * @param context what surrounds it
	 * @param flow the client
	 * @param done told exactly once that it is done or has failed, on any thread
	 */
	public void disconnect(CallContext context, Flow flow, BiConsumer<@Nullable Object, @Nullable Throwable> done) {
		callback(this.definition.onDisconnected(), context, flow, done,
				(hub, callback) -> this.filters.disconnect(new HubDisconnect(context.caller(), this.definition.name(),
						this.definition.type(), hub, context.error()),
						(changed) -> callback.apply(context.withError(changed.error()))));
	}

	private void callback(@Nullable HubMethodDefinition callback, CallContext context, Flow flow,
			BiConsumer<@Nullable Object, @Nullable Throwable> done, Filtered filtered) {
		if (!this.filters.isEmpty()) {
			// filters may block, whatever the callback returns
			CallThread thread = blockingThread(context, flow);
			execute(thread, done, () -> filtered(callback, thread, done, filtered));
		}
		else if (callback != null) {
			invoke(callback, List.of(), context, flow, done);
		}
		else {
			done.accept(null, null);
		}
	}

	private void filtered(@Nullable HubMethodDefinition callback, CallThread thread,
			BiConsumer<@Nullable Object, @Nullable Throwable> done, Filtered filtered) {
		CompletionStage<@Nullable Object> stage;
		try {
			Object hub = this.bean.instance();
			stage = filtered.run(hub,
					(context) -> (callback != null) ? new MethodCall(this.bean, callback, context, thread).callback(hub)
							: CompletableFuture.completedFuture(null));
		}
		catch (Throwable ex) { // the bean cannot be made
			stage = CompletableFuture.failedFuture(ex);
		}
		stage.whenComplete((result, error) -> done.accept(null, (error != null) ? Causes.unwrap(error) : null));
	}

	private CallThread thread(HubMethodDefinition method, CallContext context, Flow flow) {
		if (method.returnStyle() == ReturnStyle.BLOCKING) {
			return blockingThread(context, flow);
		}
		Executor start = method.isSuspending() ? COROUTINE_START : Runnable::run;
		return new CallThread(start, this.flow, this.scope, flow.blocking(false), context);
	}

	private CallThread blockingThread(CallContext context, Flow flow) {
		return new CallThread(this.executor, this.flow, this.scope, flow.blocking(true), context);
	}

	private static void execute(CallThread thread, BiConsumer<@Nullable Object, @Nullable Throwable> done,
			Runnable task) {
		try {
			thread.execute(task);
		}
		catch (RejectedExecutionException ex) {
			done.accept(null, ex);
		}
	}

	/**
	 * The executor for what may block, in the flow of a client.
	 * @param flow the client that is served
	 * @param context what surrounds the call that the task belongs to
	 * @return the executor
	 */
	public Executor blockingExecutor(Flow flow, CallContext context) {
		return (task) -> blockingThread(context, flow).execute(task);
	}

	/** Filters around a callback. */
	private interface Filtered {

		CompletionStage<@Nullable Object> run(Object hub,
				Function<CallContext, CompletionStage<@Nullable Object>> callback);

	}

}
