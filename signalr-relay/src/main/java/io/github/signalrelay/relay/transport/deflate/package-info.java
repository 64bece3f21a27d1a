// SPDX-License-Identifier: Apache-2.0

/**
 * Compression of WebSocket messages by the extension {@code permessage-deflate} (RFC
 * 7692), such that a message for many clients is compressed once. Start reading at
 * {@link io.github.signalrelay.relay.transport.deflate.PermessageDeflate}.
 */
@NullMarked
package io.github.signalrelay.relay.transport.deflate;

import org.jspecify.annotations.NullMarked;
