// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import io.github.signalrelay.protocol.Payload;

/**
 * A value that stays in the encoding of its hub protocol: where an
 * {@link InvocationBinder} gives this class as a type, the value's bytes are kept as they
 * came; where such a value is written by the same hub protocol, they go out unchanged.
 * Lets a result pass between nodes and servers that do not know its type.
 *
 * @param encoded bytes of the one value, without framing
 */
public record RawResult(Payload encoded) {

}
