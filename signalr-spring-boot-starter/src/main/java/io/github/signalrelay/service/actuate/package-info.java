// SPDX-License-Identifier: Apache-2.0

/**
 * What operators see of the endpoints by Spring Boot Actuator: their health, and their
 * state as an actuator endpoint. Never a key or a token.
 */
@NullMarked
package io.github.signalrelay.service.actuate;

import org.jspecify.annotations.NullMarked;
