// SPDX-License-Identifier: Apache-2.0

/**
 * Claims that app servers have sent ahead of clients whose tokens would be too long with
 * them, and clients that came before their claims did.
 */
@NullMarked
package io.github.signalrelay.relay.claims;

import org.jspecify.annotations.NullMarked;
