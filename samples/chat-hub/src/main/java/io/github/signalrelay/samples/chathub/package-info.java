// SPDX-License-Identifier: Apache-2.0

/**
 * The chat itself, for a web application of either kind: {@code ChatHub} is what clients
 * call, {@code ChatClient} what it calls on them. The page lies beside it, in
 * {@code static}.
 */
@NullMarked
package io.github.signalrelay.samples.chathub;

import org.jspecify.annotations.NullMarked;
