// SPDX-License-Identifier: Apache-2.0

/**
 * How an app server goes without its clients: tells the service, runs the application's
 * hooks, and waits until the clients have closed or moved to other servers.
 */
@NullMarked
package io.github.signalrelay.service.shutdown;

import org.jspecify.annotations.NullMarked;
