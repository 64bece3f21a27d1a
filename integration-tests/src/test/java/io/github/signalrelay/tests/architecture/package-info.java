// SPDX-License-Identifier: Apache-2.0

/**
 * Directions between modules and packages.
 */
package io.github.signalrelay.tests.architecture;
