// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security;

import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCancellation;
import io.github.signalrelay.hub.HubMethod;

/** A hub behind a filter of its own, whose work stops when nobody wants it. */
@Hub(value = "reports", filters = SpamFilter.class)
class ReportsHub {

	@HubMethod
	Stream<Long> primes(long from, HubCancellation cancellation) {
		return LongStream.iterate(from, (number) -> number + 1)
			.takeWhile((number) -> !cancellation.isCancelled())
			.filter(ReportsHub::isPrime)
			.boxed();
	}

	@HubMethod
	String lookUp(String word) {
		return word + ": nothing known";
	}

	private static boolean isPrime(long number) {
		return LongStream.rangeClosed(2, (long) Math.sqrt(number)).noneMatch((divisor) -> number % divisor == 0);
	}

}
