// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.raw;

/**
 * How a connection ended.
 *
 * @param code status of the close frame, 1006 when there was none
 * @param reason reason of the close frame, or the error
 */
public record Closing(int code, String reason) {
}
