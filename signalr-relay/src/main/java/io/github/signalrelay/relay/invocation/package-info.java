// SPDX-License-Identifier: Apache-2.0

/**
 * Client results: which app server waits for which client's answer.
 */
@NullMarked
package io.github.signalrelay.relay.invocation;

import org.jspecify.annotations.NullMarked;
