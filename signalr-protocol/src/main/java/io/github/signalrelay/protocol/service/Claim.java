// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

/**
 * One claim of a client. A type may stand in several claims.
 *
 * @param type type of the claim, often a URI
 * @param value value as text
 */
public record Claim(String type, String value) {

}
