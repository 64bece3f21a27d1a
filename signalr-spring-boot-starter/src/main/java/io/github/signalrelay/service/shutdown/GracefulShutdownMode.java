// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.shutdown;

/**
 * What becomes of the clients of an app server that stops (service protocol reference,
 * 6.7 and chapter 7).
 */
public enum GracefulShutdownMode {

	/** They are told at once to reconnect, and their connections end. */
	OFF,

	/**
	 * No new ones come, and the server waits until those that there are have gone. The
	 * rest is told to reconnect when the time is over.
	 */
	WAIT_FOR_CLIENTS_CLOSE,

	/**
	 * As {@link #WAIT_FOR_CLIENTS_CLOSE}, and the service moves them to other app servers
	 * of the hub, without a word to the clients. Those that have nowhere to go are
	 * closed.
	 */
	MIGRATE_CLIENTS

}
