// SPDX-License-Identifier: Apache-2.0

/**
 * Goals about processor time that must not grow: with groups, with connections, with
 * connections of app servers.
 */
@NullMarked
package io.github.signalrelay.benchmarks.goal.cost;

import org.jspecify.annotations.NullMarked;
