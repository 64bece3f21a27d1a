// SPDX-License-Identifier: Apache-2.0

/**
 * Many clients on one relay; open {@code RawClient} first.
 */
package io.github.signalrelay.tests.load;
