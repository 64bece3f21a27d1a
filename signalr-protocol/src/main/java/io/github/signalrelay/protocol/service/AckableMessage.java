// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

/**
 * A message of an app server that the service answers with an {@link Ack}, on the same
 * server connection.
 */
public sealed interface AckableMessage extends ServiceMessage permits JoinGroupWithAck, LeaveGroupWithAck,
		CheckUserInGroupWithAck, CheckGroupExistenceWithAck, CheckConnectionExistenceWithAck, CheckUserExistenceWithAck,
		UserJoinGroupWithAck, UserLeaveGroupWithAck, CloseConnectionWithAck, CloseConnectionsWithAck,
		CloseUserConnectionsWithAck, CloseGroupConnectionsWithAck, GroupMemberQuery {

	/**
	 * Number that the {@link Ack} repeats.
	 * @return the number; 0 asks for no answer
	 */
	int ackId();

}
