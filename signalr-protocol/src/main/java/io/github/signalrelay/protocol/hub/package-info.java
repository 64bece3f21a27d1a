// SPDX-License-Identifier: Apache-2.0

/**
 * Hub protocol: the messages between a client and its hub, in JSON and MessagePack, and
 * the handshake before them.
 */
@NullMarked
package io.github.signalrelay.protocol.hub;

import org.jspecify.annotations.NullMarked;
