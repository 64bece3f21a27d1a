// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.routing;

import java.util.List;

/**
 * What went wrong at several endpoints.
 *
 * @param all the failures, at least one
 */
record Failures(List<Throwable> all) {

	/**
	 * All failures as one.
	 * @return the first, with the others suppressed in it
	 */
	Throwable together() {
		Throwable first = this.all.get(0);
		this.all.stream().filter((other) -> other != first).forEach(first::addSuppressed);
		return first;
	}

}
