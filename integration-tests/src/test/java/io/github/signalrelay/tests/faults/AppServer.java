// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.net.URI;
import java.util.List;

import io.github.signalrelay.tests.deployment.RelayDeployment;

/**
 * An app server with the hub of {@code tests.chatter}, which keeps its address. Used by
 * one thread at a time, the address apart.
 */
interface AppServer extends AutoCloseable {

	/**
	 * Address of the hub.
	 * @return the same over all starts
	 */
	URI hub();

	/** Stops it as whoever deploys a new version does, and waits for its end. */
	void stop();

	/** Starts it again, and waits until it takes clients. */
	void start();

	/** Waits until clients can negotiate. */
	default void awaitConnected() {
		RelayDeployment.awaitConnected(List.of(hub()));
	}

	@Override
	void close();

}
