// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of hubs over sockets: where the running application answers, and published
 * clients that find it.
 */
@NullMarked
package io.github.signalrelay.test.server;

import org.jspecify.annotations.NullMarked;
