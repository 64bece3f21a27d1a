// SPDX-License-Identifier: Apache-2.0

/**
 * The Autobahn WebSocket test suite against the WebSockets of the relay.
 */
package io.github.signalrelay.tests.autobahn;
