// SPDX-License-Identifier: Apache-2.0

/**
 * Server connections within the process: the relay that a Spring application embeds
 * exchanges the same messages with its hubs by method call.
 */
@NullMarked
package io.github.signalrelay.relay.embedded;

import org.jspecify.annotations.NullMarked;
