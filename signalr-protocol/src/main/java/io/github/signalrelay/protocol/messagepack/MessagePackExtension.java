// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.messagepack;

import io.github.signalrelay.protocol.Payload;

/**
 * Value of an extension type.
 *
 * @param type number of the type, -128 to 127; negative ones belong to MessagePack itself
 * @param data content, not interpreted
 */
public record MessagePackExtension(byte type, Payload data) {

}
