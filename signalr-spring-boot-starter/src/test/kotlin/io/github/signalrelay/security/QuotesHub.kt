// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security

import io.github.signalrelay.hub.Hub
import io.github.signalrelay.hub.HubException
import io.github.signalrelay.hub.HubMethod
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.fold

/** The example of docs/hubs.md. */
@Hub("quotes")
class QuotesHub {

	@HubMethod
	suspend fun price(symbol: String): Int {
		delay(10)
		return if (symbol == "ACME") 42 else throw HubException("Unknown: $symbol")
	}

	@HubMethod
	fun prices(symbol: String): Flow<Int> = flow {
		while (true) {
			emit(price(symbol))
		}
	}

	@HubMethod
	suspend fun total(prices: Flow<Int>): Int = prices.fold(0) { sum, price -> sum + price }

}
