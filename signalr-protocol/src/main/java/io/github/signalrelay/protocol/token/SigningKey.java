// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import org.jspecify.annotations.Nullable;

/**
 * What a token is signed with.
 *
 * @param key the key
 * @param id id by which the service finds a key that it has given out, to stand in the
 * token as {@code kid}; {@code null} for the key of a connection string
 */
public record SigningKey(AccessKey key, @Nullable String id) {
}
