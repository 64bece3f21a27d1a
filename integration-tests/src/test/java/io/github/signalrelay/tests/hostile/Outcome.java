// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.hostile;

/**
 * What must become of a connection that breaks a rule.
 */
enum Outcome {

	/** The handshake is answered with an error, then the connection ends. */
	HANDSHAKE_REFUSED,

	/** A Close message tells that there was an error, then the connection ends. */
	CLOSED_WITH_ERROR,

	/** The connection ends without an error: the client asked for it. */
	CLOSED,

	/** The call is answered with an error, the connection goes on. */
	CALL_REFUSED,

	/** Nothing comes of it, the connection goes on. */
	IGNORED

}
