// SPDX-License-Identifier: Apache-2.0

/**
 * What an app server knows of the services that it is connected to: how each is reached,
 * how busy it is, and who decides what goes where. Open {@code ConnectedEndpoint} and
 * {@code EndpointRouter} first.
 */
@NullMarked
package io.github.signalrelay.service.endpoint;

import org.jspecify.annotations.NullMarked;
