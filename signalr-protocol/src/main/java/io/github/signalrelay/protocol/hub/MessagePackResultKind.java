// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

/**
 * What a completion carries, as MessagePack tells it (hub protocol reference, section 5).
 */
final class MessagePackResultKind {

	static final int ERROR = 1;

	static final int VOID = 2;

	static final int NON_VOID = 3;

	private MessagePackResultKind() {
	}

}
