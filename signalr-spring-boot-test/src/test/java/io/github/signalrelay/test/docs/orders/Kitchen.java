// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs.orders;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.stereotype.Service;

@Service
class Kitchen {

	private final AtomicInteger orders = new AtomicInteger();

	Receipt take(Order order) {
		return new Receipt(this.orders.incrementAndGet(), order.dish());
	}

}
