// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

/** What became of a join. */
enum JoinOutcome {

	/** The client is in the group now. */
	JOINED,

	/** The client was in the group before. */
	ALREADY_IN,

	/** The client is in as many groups as it may be. */
	TOO_MANY,

	/** The client has gone. */
	GONE

}
