// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import org.jspecify.annotations.Nullable;

/**
 * Who a negotiated connection belongs to. For everybody else it does not exist.
 *
 * @param scope hub of the client
 * @param userId user of the client's token, or {@code null}
 */
public record ClientOwner(HubScope scope, @Nullable String userId) {

}
