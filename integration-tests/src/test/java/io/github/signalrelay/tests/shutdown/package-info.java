// SPDX-License-Identifier: Apache-2.0

/**
 * Programs that are told to stop while clients are connected.
 */
package io.github.signalrelay.tests.shutdown;
