// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A call of a client's method that a test client received. Any thread may use it.
 */
public final class ReceivedInvocation {

	private final String target;

	private final List<ReceivedValue> arguments;

	private final @Nullable Answer answer;

	ReceivedInvocation(String target, List<ReceivedValue> arguments, @Nullable Answer answer) {
		this.target = target;
		this.arguments = List.copyOf(arguments);
		this.answer = answer;
	}

	/**
	 * Name of the method, as the hub wrote it.
	 * @return the name
	 */
	public String target() {
		return this.target;
	}

	/**
	 * The arguments in order.
	 * @return the arguments, not converted yet
	 */
	public List<ReceivedValue> arguments() {
		return this.arguments;
	}

	/**
	 * The arguments in order, as objects of these classes.
	 * @param types as many classes as there are arguments
	 * @return the objects, {@code null} among them where the hub sent it
	 * @throws IllegalArgumentException if number or types do not fit
	 */
	public List<@Nullable Object> arguments(Class<?>... types) {
		if (types.length != this.arguments.size()) {
			throw new IllegalArgumentException(types.length + " types for the arguments of " + this);
		}
		List<@Nullable Object> values = new ArrayList<>();
		for (int index = 0; index < types.length; index++) {
			values.add(argument(index, types[index]));
		}
		return Collections.unmodifiableList(values);
	}

	/**
	 * One argument.
	 * @param index its place, from 0
	 * @param type its class
	 * @param <T> its class
	 * @return the object, or {@code null}
	 * @throws IllegalArgumentException if there is no such argument, or it does not fit
	 */
	public <T> @Nullable T argument(int index, Class<T> type) {
		return at(index).as(type);
	}

	/**
	 * One argument of a generic type.
	 * @param index its place, from 0
	 * @param type its type
	 * @param <T> its type
	 * @return the object, or {@code null}
	 * @throws IllegalArgumentException if there is no such argument, or it does not fit
	 */
	public <T> @Nullable T argument(int index, ParameterizedTypeReference<T> type) {
		return at(index).as(type);
	}

	private ReceivedValue at(int index) {
		if (index < 0 || index >= this.arguments.size()) {
			throw new IllegalArgumentException("There is no argument " + index + " in " + this);
		}
		return this.arguments.get(index);
	}

	/**
	 * Whether the hub waits for a result of the client.
	 * @return {@code true} if {@link #reply} or {@link #fail} is expected, unless
	 * {@link TestHubClient#on} answers
	 */
	public boolean expectsResult() {
		return this.answer != null;
	}

	/**
	 * Sends the result that the hub waits for.
	 * @param result the result
	 * @throws IllegalStateException if the hub does not wait for one
	 */
	public void reply(@Nullable Object result) {
		requireAnswer().send(null, result);
	}

	/**
	 * Tells the hub that the client has no result.
	 * @param error why; the hub sees it as the message of a {@code HubException}
	 * @throws IllegalStateException if the hub does not wait for a result
	 */
	public void fail(String error) {
		requireAnswer().send(error, null);
	}

	private Answer requireAnswer() {
		if (this.answer == null) {
			throw new IllegalStateException("The hub does not wait for a result of " + this);
		}
		return this.answer;
	}

	/** Name and arguments, for messages of failed assertions. */
	@Override
	public String toString() {
		return this.target
				+ this.arguments.stream().map(ReceivedValue::toString).collect(Collectors.joining(", ", "(", ")"));
	}

	/** Sends the answer to one invocation. */
	@FunctionalInterface
	interface Answer {

		void send(@Nullable String error, @Nullable Object result);

	}

}
