// SPDX-License-Identifier: Apache-2.0

/**
 * The application that clients are tried on; open {@code TestHub} first.
 */
package io.github.signalrelay.tests.app;
