// SPDX-License-Identifier: Apache-2.0

/**
 * A light client over the WebSocket of the JDK, for loads and for breaking rules; open
 * {@code RawClient} first.
 */
package io.github.signalrelay.tests.raw;
