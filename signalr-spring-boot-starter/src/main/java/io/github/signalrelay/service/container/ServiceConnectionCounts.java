// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import org.jspecify.annotations.Nullable;

/**
 * How many service connections a hub has to one endpoint.
 *
 * @param initial number that is opened at start and kept up; 0 = none, the app server
 * only negotiates
 * @param maximum number up to which the service may ask for more, or {@code null} for no
 * limit
 */
public record ServiceConnectionCounts(int initial, @Nullable Integer maximum) {

	int limit() {
		return (this.maximum != null) ? Math.max(this.maximum, this.initial) : Integer.MAX_VALUE;
	}

}
