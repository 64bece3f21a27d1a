// SPDX-License-Identifier: Apache-2.0

/**
 * Networks that fail between a client, its relay and the app server.
 */
package io.github.signalrelay.tests.link;
