// SPDX-License-Identifier: Apache-2.0

/**
 * Programming model: what a hub is written with. Open {@code Hub} and {@code HubContext}
 * first.
 */
@NullMarked
package io.github.signalrelay.hub;

import org.jspecify.annotations.NullMarked;
