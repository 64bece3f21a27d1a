// SPDX-License-Identifier: Apache-2.0

/**
 * All hubs of the application: found, put together, and given what relays send about
 * their clients. Open {@link io.github.signalrelay.hub.dispatch.HubRegistry} and
 * {@link io.github.signalrelay.hub.dispatch.HubDispatcher} first.
 */
@NullMarked
package io.github.signalrelay.hub.dispatch;

import org.jspecify.annotations.NullMarked;
