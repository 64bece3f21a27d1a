// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

/**
 * How a call of a hub method or callback ended.
 */
public enum HubCallOutcome {

	/** It returned, or its stream came to its end. */
	SUCCESS,

	/**
	 * It was not let in: no such method, arguments that do not fit, another mode than
	 * that of the method, or a caller who must not call it.
	 */
	REFUSED,

	/** The client cancelled it, or was gone before its end. */
	CANCELED,

	/** It failed with an exception, a {@code HubException} included. */
	ERROR

}
