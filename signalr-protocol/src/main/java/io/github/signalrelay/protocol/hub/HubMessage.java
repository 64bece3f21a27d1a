// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

/**
 * A message of the hub protocol (hub protocol reference, section 3). Immutable;
 * arguments, items and results belong to the application.
 */
public sealed interface HubMessage permits Invocation, StreamInvocation, StreamItem, Completion, CancelInvocation, Ping,
		Close, Ack, Sequence, InvocationBindingFailure, StreamBindingFailure {

}
