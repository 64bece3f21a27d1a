// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;

/**
 * Times in tokens: seconds since 1970, perhaps with a fraction, which is dropped.
 */
final class NumericDate {

	/** End of the year 9999; whatever lies behind it never comes. */
	private static final long LAST = 253_402_300_799L;

	private NumericDate() {
	}

	/**
	 * Reads the time that a claim holds.
	 * @param claims claims of a token
	 * @param type type of the claim
	 * @return the time, or {@code null} without such a claim or when it holds no number
	 */
	static @Nullable Instant of(List<Claim> claims, String type) {
		for (Claim claim : claims) {
			if (claim.type().equals(type)) {
				return parse(claim.value());
			}
		}
		return null;
	}

	private static @Nullable Instant parse(String value) {
		try {
			// not a BigDecimal, which 1e999999999 would make large
			double seconds = Double.parseDouble(value);
			return Double.isNaN(seconds) ? null : Instant.ofEpochSecond((long) Math.max(0, Math.min(LAST, seconds)));
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
