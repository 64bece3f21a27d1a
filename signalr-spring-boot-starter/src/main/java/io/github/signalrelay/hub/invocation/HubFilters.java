// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.invocation;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubConnect;
import io.github.signalrelay.hub.HubDisconnect;
import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubFilter.Next;
import io.github.signalrelay.hub.HubInvocation;

/**
 * The filters of one hub, one inside the other. May be used by any thread.
 */
public final class HubFilters {

	/** No filters. */
	public static final HubFilters NONE = new HubFilters(List::of);

	private final Supplier<List<HubFilter>> all;

	/**
	 * Creates the filters.
	 * @param all the filters, outermost first; the same ones each time
	 */
	public HubFilters(Supplier<List<HubFilter>> all) {
		this.all = all;
	}

	boolean isEmpty() {
		return this.all.get().isEmpty();
	}

	CompletionStage<@Nullable Object> invoke(HubInvocation invocation, Next<HubInvocation> method) {
		return from(0, HubFilter::invoke, invocation, method);
	}

	CompletionStage<@Nullable Object> connect(HubConnect connect, Next<HubConnect> callback) {
		return from(0, HubFilter::connect, connect, callback);
	}

	CompletionStage<@Nullable Object> disconnect(HubDisconnect disconnect, Next<HubDisconnect> callback) {
		return from(0, HubFilter::disconnect, disconnect, callback);
	}

	private <C> CompletionStage<@Nullable Object> from(int index, Step<C> step, C context, Next<C> last) {
		List<HubFilter> filters = this.all.get();
		if (index == filters.size()) {
			return last.proceed(context);
		}
		HubFilter filter = filters.get(index);
		try {
			CompletionStage<?> stage = step.apply(filter, context,
					(changed) -> plain(from(index + 1, step, changed, last)));
			return checked(filter, stage);
		}
		catch (Throwable ex) { // an Error must end its call, too
			return CompletableFuture.failedStage(ex);
		}
	}

	/** A filter sees the exception of the method, whatever filters behind it do. */
	private static CompletionStage<@Nullable Object> plain(CompletionStage<@Nullable Object> stage) {
		CompletableFuture<@Nullable Object> plain = new CompletableFuture<>();
		Causes.forward(stage, plain);
		return plain;
	}

	@SuppressWarnings("unchecked") // stages only give values
	private static CompletionStage<@Nullable Object> checked(HubFilter filter, @Nullable CompletionStage<?> stage) {
		if (stage == null) {
			throw new IllegalStateException(filter.getClass().getName() + " returned null and no stage");
		}
		return (CompletionStage<@Nullable Object>) stage;
	}

	/**
	 * One of the methods of filters.
	 *
	 * @param <C> what is under way
	 */
	private interface Step<C> {

		CompletionStage<?> apply(HubFilter filter, C context, Next<C> next) throws Exception;

	}

}
