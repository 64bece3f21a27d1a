// SPDX-License-Identifier: Apache-2.0

/**
 * Wires hubs, negotiate endpoints and service connections into a Spring Boot application,
 * and the relay too when no service is configured. The only package that knows both the
 * hubs and the relay.
 */
@NullMarked
package io.github.signalrelay.autoconfigure;

import org.jspecify.annotations.NullMarked;
