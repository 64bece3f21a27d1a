// SPDX-License-Identifier: Apache-2.0

/**
 * MessagePack as both protocols use it: a reader that trusts nothing the bytes say about
 * themselves, and a writer that fills one array.
 */
@NullMarked
package io.github.signalrelay.protocol.messagepack;

import org.jspecify.annotations.NullMarked;
