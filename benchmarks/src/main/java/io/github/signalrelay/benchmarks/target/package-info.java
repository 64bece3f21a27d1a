// SPDX-License-Identifier: Apache-2.0

/**
 * The servers that are measured: ours in each deployment, the reference servers, and what
 * a user would pick instead.
 * <p>
 * Our own serve the hub {@code /bench}. {@code echo(text)} sends {@code received(text)}
 * to the caller, {@code broadcast(text)} to all, {@code sendToGroup(group, text)},
 * {@code sendToConnection(id, text)} and {@code sendToUser(user, text)} to whom they
 * name; {@code join(group)} and {@code leave(group)} return nothing when done,
 * {@code connectionId()} returns the caller's. The user of a client is the query
 * parameter {@code user} of its negotiation.
 */
@NullMarked
package io.github.signalrelay.benchmarks.target;

import org.jspecify.annotations.NullMarked;
