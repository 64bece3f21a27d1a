// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.jmh;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one micro benchmark came to.
 *
 * @param benchmark class and method, such as {@code IndexBenchmark.route}
 * @param parameters values of its parameters by name, in alphabetical order
 * @param nanoseconds time of one operation
 * @param nanosecondsError half of the width of the 99.9 % confidence interval, not a
 * number where there was one measurement only
 * @param bytes allocated for one operation, by all threads
 */
public record MicroResult(String benchmark, Map<String, String> parameters, double nanoseconds, double nanosecondsError,
		double bytes) {

	public MicroResult {
		parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
	}

}
