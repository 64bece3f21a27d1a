// SPDX-License-Identifier: Apache-2.0

/**
 * Ways of a hub's messages to the services.
 */
@NullMarked
package io.github.signalrelay.service.routing;

import org.jspecify.annotations.NullMarked;
