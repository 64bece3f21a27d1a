// SPDX-License-Identifier: Apache-2.0

/**
 * Wire formats of SignalR, free of any network code. Open {@code hub.HubProtocol} for
 * what clients speak and {@code service.ServiceMessage} for what app servers and relay
 * speak. This package holds the immutable bytes that both carry.
 */
@NullMarked
package io.github.signalrelay.protocol;

import org.jspecify.annotations.NullMarked;
