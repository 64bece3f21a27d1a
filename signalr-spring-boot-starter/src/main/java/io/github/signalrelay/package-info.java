// SPDX-License-Identifier: Apache-2.0

/**
 * SignalR hubs for Spring Boot: the hub programming model, the connections to a service,
 * and their auto-configuration, each in a package below this one.
 */
@NullMarked
package io.github.signalrelay;

import org.jspecify.annotations.NullMarked;
