// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import reactor.core.scheduler.Scheduler;

import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.service.LoggedServiceEvents;
import io.github.signalrelay.service.ServerId;
import io.github.signalrelay.service.ServiceEventHandler;
import io.github.signalrelay.service.ack.AckRegistry;

/**
 * What all service connections of this process share.
 *
 * @param serverId identity of this app server
 * @param acks answers that are waited for
 * @param scheduler tells the time and runs what is due; its tasks never block
 * @param migrationLevel when services may move clients of this process to other app
 * servers
 * @param events gets what services tell about themselves
 */
public record ServiceEnvironment(ServerId serverId, AckRegistry acks, Scheduler scheduler,
		MigrationLevel migrationLevel, ServiceEventHandler events) {

	/**
	 * An environment that logs what services tell about themselves.
	 * @param serverId identity of this app server
	 * @param acks answers that are waited for
	 * @param scheduler tells the time and runs what is due
	 * @param migrationLevel when services may move clients of this process to other app
	 * servers
	 */
	public ServiceEnvironment(ServerId serverId, AckRegistry acks, Scheduler scheduler, MigrationLevel migrationLevel) {
		this(serverId, acks, scheduler, migrationLevel, new LoggedServiceEvents());
	}

	/**
	 * An environment whose clients stay.
	 * @param serverId identity of this app server
	 * @param acks answers that are waited for
	 * @param scheduler tells the time and runs what is due
	 */
	public ServiceEnvironment(ServerId serverId, AckRegistry acks, Scheduler scheduler) {
		this(serverId, acks, scheduler, MigrationLevel.OFF);
	}

}
