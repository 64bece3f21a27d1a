// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.shutdown;

import java.time.Duration;

import io.github.signalrelay.protocol.service.MigrationLevel;

/**
 * How an app server stops.
 *
 * @param mode what becomes of its clients
 * @param timeout time that one hub has for that, hooks included
 * @param migrationLevel when the service may move clients to other app servers; told to
 * the service with each service connection
 */
public record GracefulShutdownSettings(GracefulShutdownMode mode, Duration timeout, MigrationLevel migrationLevel) {

	/** Time that a hub has unless the application says otherwise. */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

	/** For clients that live and die with the process, and for everybody by default. */
	public static final GracefulShutdownSettings OFF = new GracefulShutdownSettings(GracefulShutdownMode.OFF,
			DEFAULT_TIMEOUT, MigrationLevel.OFF);

	/**
	 * Whether clients are waited for.
	 * @return {@code false} if they are closed at once
	 */
	public boolean isGraceful() {
		return this.mode != GracefulShutdownMode.OFF;
	}

}
