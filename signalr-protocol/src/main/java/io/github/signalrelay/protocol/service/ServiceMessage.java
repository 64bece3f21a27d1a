// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

/**
 * A message of the service protocol, the language between app server and relay. The
 * embedded relay and its hubs exchange the same records by method call.
 * <p>
 * The hierarchy has one record for each message type of the service protocol reference,
 * chapter 3, and {@link StoreClaims} of our own. Messages are immutable and may be handed
 * from thread to thread.
 */
public sealed interface ServiceMessage permits AckableMessage, MulticastMessage, HandshakeRequest, HandshakeResponse,
		Ping, OpenConnection, CloseConnection, ConnectionData, JoinGroup, LeaveGroup, ServiceError, UserJoinGroup,
		UserLeaveGroup, Ack, ServiceEvent, AccessKeyRequest, AccessKeyResponse, ClientInvocation, ClientCompletion,
		ErrorCompletion, ServiceMapping, ConnectionReconnect, ConnectionFlowControl, StoreClaims {

	/**
	 * Number of the message type on the wire.
	 * @return 1 to 40, or from 1001 on for those of our own
	 */
	int type();

}
