// SPDX-License-Identifier: Apache-2.0

/**
 * Goals of messages that come back to their sender.
 */
@NullMarked
package io.github.signalrelay.benchmarks.goal.echo;

import org.jspecify.annotations.NullMarked;
