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
 * <p>
 * All run with their defaults but for what would refuse the clients of a benchmark
 * (relay: client connections, negotiated connections and handshakes per second; Tomcat:
 * connections; accept queues), one event loop in servers of others as in L, TLS by
 * BoringSSL in every JVM where Netty has it, no compression, and logs above the level of
 * messages. Applications are configured as if their class path held nothing but what they
 * are packaged with: the relay has the actuator and metrics, applications with hubs have
 * the starter alone.
 */
@NullMarked
package io.github.signalrelay.benchmarks.target;

import org.jspecify.annotations.NullMarked;
