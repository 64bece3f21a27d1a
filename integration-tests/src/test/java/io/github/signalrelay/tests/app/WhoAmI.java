// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import org.jspecify.annotations.Nullable;

/**
 * What the hub knows of its caller.
 *
 * @param connectionId connection of the caller
 * @param userId user of the caller
 * @param colour query parameter of the address that the client was given
 */
public record WhoAmI(String connectionId, @Nullable String userId, @Nullable String colour) {
}
