// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

/**
 * What a run sends.
 *
 * @param scenario who sends to whom
 * @param payloadBytes length of the text that is sent as the message's argument, at least
 * 32: it begins with the stamp
 * @param pace when
 */
public record Traffic(Scenario scenario, int payloadBytes, Pace pace) {
}
