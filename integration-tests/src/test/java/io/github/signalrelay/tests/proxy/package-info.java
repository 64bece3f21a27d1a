// SPDX-License-Identifier: Apache-2.0

/**
 * Clients that reach applications and relays through a reverse proxy.
 */
package io.github.signalrelay.tests.proxy;
