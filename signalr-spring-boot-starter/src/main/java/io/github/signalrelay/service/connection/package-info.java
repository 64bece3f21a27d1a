// SPDX-License-Identifier: Apache-2.0

/**
 * One service connection from its attempt to its end, and the names that this app server
 * goes by on it. Open {@code ServiceConnection} first.
 */
@NullMarked
package io.github.signalrelay.service.connection;

import org.jspecify.annotations.NullMarked;
