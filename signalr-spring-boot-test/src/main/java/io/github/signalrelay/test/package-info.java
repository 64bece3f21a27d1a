// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of hubs without sockets: clients within the test's process that negotiate, are
 * let in by the real relay engine, and speak the real hub protocol with the application's
 * hubs. Open {@code HubTester} first, then {@code TestHubClient}.
 */
@NullMarked
package io.github.signalrelay.test;

import org.jspecify.annotations.NullMarked;
