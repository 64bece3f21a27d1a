// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.raw;

/**
 * A connection that a relay has agreed to, and that waits for its transport.
 *
 * @param connectionId id that everybody knows it by
 * @param target where to connect to
 */
public record NegotiatedConnection(String connectionId, Negotiation target) {
}
