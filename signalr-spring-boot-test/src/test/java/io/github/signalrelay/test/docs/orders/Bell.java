// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs.orders;

import org.springframework.stereotype.Component;

import io.github.signalrelay.hub.HubContext;

@Component
record Bell(HubContext<OrderClient> orders) {

	void ring(String user, Receipt receipt) {
		this.orders.clients().user(user).ready(receipt);
	}

}
