// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

/**
 * A message of an app server that carries one hub message for many clients, encoded once
 * for each hub protocol.
 */
public sealed interface MulticastMessage extends ServiceMessage permits MultiConnectionData, UserData, MultiUserData,
		BroadcastData, GroupBroadcastData, MultiGroupBroadcastData {

	/**
	 * Complete, framed hub message for each hub protocol.
	 * @return the payloads by protocol name
	 */
	Payloads payloads();

}
