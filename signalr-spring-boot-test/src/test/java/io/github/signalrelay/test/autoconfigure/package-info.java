// SPDX-License-Identifier: Apache-2.0

/**
 * Wiring of the test support.
 */
package io.github.signalrelay.test.autoconfigure;
