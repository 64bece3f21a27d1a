// SPDX-License-Identifier: Apache-2.0

/**
 * What observability tools learn of hubs: calls and callbacks as Micrometer observations,
 * and how long clients stay. {@code docs/observability.md} lists all of it.
 */
@NullMarked
package io.github.signalrelay.hub.observation;

import org.jspecify.annotations.NullMarked;
