// SPDX-License-Identifier: Apache-2.0

/**
 * The example of the README, word for word.
 */
package io.github.signalrelay.tests.docs.example;
