// SPDX-License-Identifier: Apache-2.0

/**
 * Clients that take less than they are sent.
 */
package io.github.signalrelay.tests.flow;
