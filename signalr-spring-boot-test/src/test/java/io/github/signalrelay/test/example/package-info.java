// SPDX-License-Identifier: Apache-2.0

/**
 * An application with hubs, to be tested with the test support.
 */
package io.github.signalrelay.test.example;
