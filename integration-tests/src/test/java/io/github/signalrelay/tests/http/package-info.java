// SPDX-License-Identifier: Apache-2.0

/**
 * The application's own HTTP requests on the port that it shares with the relay.
 */
package io.github.signalrelay.tests.http;
