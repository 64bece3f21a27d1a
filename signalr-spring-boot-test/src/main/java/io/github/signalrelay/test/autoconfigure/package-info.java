// SPDX-License-Identifier: Apache-2.0

/**
 * Wiring of the test support: beans for every Spring Boot test of an application with
 * hubs, and {@code SignalRHubTest} for tests of hubs alone.
 */
@NullMarked
package io.github.signalrelay.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
