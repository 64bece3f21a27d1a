// SPDX-License-Identifier: Apache-2.0

/**
 * What one client has sent and its hub has not read yet: bytes, counted so that a relay
 * can be asked to wait, and cut into messages.
 */
@NullMarked
package io.github.signalrelay.hub.input;

import org.jspecify.annotations.NullMarked;
