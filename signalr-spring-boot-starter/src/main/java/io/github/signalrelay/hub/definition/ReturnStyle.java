// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.definition;

/**
 * What a hub method returns, which decides where it runs.
 */
public enum ReturnStyle {

	/**
	 * Nothing or a value, once it is done, or a stream that is iterated over: it may
	 * block and needs a worker thread.
	 */
	BLOCKING,

	/** A {@link java.util.concurrent.CompletionStage}. */
	STAGE,

	/** A {@code Mono}, or what else can be adapted to one. */
	REACTIVE,

	/** A stream that does not block: a {@code Flux}, or what else has a publisher. */
	PUBLISHER

}
