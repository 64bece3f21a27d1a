// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.net.URI;

import io.github.signalrelay.service.WireHubName;

/**
 * Addresses and audiences that clients get (service protocol reference, 4.2 and 4.3).
 *
 * @param hubNames names of hubs towards the relay
 * @param requestIds gives each negotiate request its id
 */
public record HubAddresses(WireHubName hubNames, RequestIdProvider requestIds) {
}
