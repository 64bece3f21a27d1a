// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import org.springframework.stereotype.Service;

/** A service that hubs use, and that slices leave out. */
@Service
public class Prices {

	public int of(String symbol) {
		return symbol.length();
	}

}
