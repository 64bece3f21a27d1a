// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import org.jspecify.annotations.Nullable;

/**
 * How the connection of a test client ended.
 *
 * @param error error that the client was told, or {@code null} for an ordinary end
 * @param allowReconnect whether the client may come back by itself
 * @param byHub whether the client was sent away, rather than going by itself
 */
public record ConnectionClose(@Nullable String error, boolean allowReconnect, boolean byHub) {
}
