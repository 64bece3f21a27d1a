// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.memory;

/**
 * Memory of a server with idle connections.
 *
 * @param connections number of connections
 * @param heap bytes of heap in use after a full garbage collection, 0 without a JVM
 * @param direct bytes of Netty's direct memory in use, 0 without a JVM
 * @param resident bytes of resident memory
 */
record Weight(int connections, long heap, long direct, long resident) {
}
