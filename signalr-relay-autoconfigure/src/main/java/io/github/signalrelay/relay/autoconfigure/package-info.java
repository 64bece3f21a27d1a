// SPDX-License-Identifier: Apache-2.0

/**
 * Wires the relay into a Spring Boot application from its properties.
 */
@NullMarked
package io.github.signalrelay.relay.autoconfigure;

import org.jspecify.annotations.NullMarked;
