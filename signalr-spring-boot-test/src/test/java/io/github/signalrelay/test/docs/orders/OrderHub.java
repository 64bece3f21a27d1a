// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs.orders;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;

@Hub(value = "orders", client = OrderClient.class)
class OrderHub {

	private static final Logger logger = LoggerFactory.getLogger(OrderHub.class);

	private final Kitchen kitchen;

	OrderHub(Kitchen kitchen) {
		this.kitchen = kitchen;
	}

	@HubMethod
	Receipt order(Order order) {
		if (order.count() < 1) {
			throw new HubException("Order one at least.");
		}
		return this.kitchen.take(order);
	}

	@HubMethod
	CompletionStage<Void> sit(int table, HubCaller caller, Groups groups) {
		return groups.add(caller.connectionId(), "table " + table);
	}

	@HubMethod
	void serve(int table, Receipt receipt, HubCallerClients<OrderClient> clients) {
		clients.group("table " + table).ready(receipt);
	}

	@OnConnected
	void enter(HubCaller caller) {
		String table = caller.request().queryParameter("table");
		if (table == null) {
			throw new HubException("Please wait to be seated.");
		}
		caller.items().put("table", table);
	}

	@OnDisconnected
	void leave(HubCaller caller, @Nullable Throwable error) {
		logger.info("Table {} is free, error: {}", caller.items().get("table"), error);
	}

	@HubMethod
	Flux<String> menu() {
		return Flux.just("soup", "tea");
	}

	@HubMethod
	Mono<Integer> orderAll(Flux<Order> orders) {
		return orders.map(this.kitchen::take).count().map(Long::intValue);
	}

	@HubMethod
	Flux<Receipt> orderTogether(Flux<Order> mine, Flux<Order> yours) {
		return Flux.merge(mine, yours).map(this::order);
	}

	@HubMethod
	String bill(Table table, String currency) {
		return "Table " + table.name() + " pays in " + currency;
	}

	@HubMethod
	Mono<String> cancel(int number, HubCallerClients<OrderClient> clients) {
		return clients.caller().confirm("Cancel order " + number + "?").map((sure) -> sure ? "cancelled" : "kept");
	}

}
