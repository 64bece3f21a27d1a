// SPDX-License-Identifier: Apache-2.0

/**
 * Connection strings, the endpoints they name, and the addresses and audiences derived
 * from them. Open {@link io.github.signalrelay.protocol.connection.ConnectionString}.
 */
@NullMarked
package io.github.signalrelay.protocol.connection;

import org.jspecify.annotations.NullMarked;
