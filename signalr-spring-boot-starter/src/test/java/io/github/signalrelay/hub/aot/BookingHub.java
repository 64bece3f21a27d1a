// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.aot;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;

/**
 * One of each kind of what hubs send and receive. Nothing of it is public, which
 * generated code must bear.
 */
@Hub(value = "booking", client = BookingHub.Guest.class, filters = BookingHub.PriceFilter.class)
class BookingHub extends Booking<BookingHub.Request> {

	final HubContext<Guest> context;

	BookingHub(HubContext<Guest> context) {
		this.context = context;
	}

	@HubMethod
	List<Room> rooms(Map<String, Filter> filters, HubCaller caller, HubCallerClients<Guest> clients, Groups groups,
			Prices prices) {
		return List.of(new Room("blue " + prices.of(filters.size())));
	}

	@HubMethod
	Mono<Receipt> reserve(Wish wish) {
		return Mono.empty();
	}

	@HubMethod
	CompletionStage<Iterator<Change>> changes(Flux<Report> reports) {
		return Mono.<Iterator<Change>>empty().toFuture();
	}

	@OnConnected
	void arrived(HubCaller caller) {
	}

	@OnDisconnected
	void left(HubCaller caller) {
	}

	void notForClients(Secret secret) {
	}

	interface Guest {

		void told(Notice notice);

		Mono<Answer> asked(Question question);

	}

	/** A bean. */
	static class Prices {

		Bill bill = new Bill();

		int filters;

		public Bill getBill() {
			return this.bill;
		}

		int of(int filters) {
			return 100 - filters;
		}

	}

	/** No bean. */
	static class PriceFilter implements HubFilter {

		PriceFilter(Prices prices) {
			prices.filters++;
		}

	}

	static class Bill {

	}

	static class Secret {

	}

	record Filter(Beds beds) {
	}

	enum Beds {

		ONE, TWO

	}

	record Request(Instant from) {
	}

	record Room(String name) {
	}

	record Wish(String text) {
	}

	record Receipt(int number) {
	}

	record Change(String text) {
	}

	record Report(String text) {
	}

	record Notice(String text) {
	}

	record Answer(boolean yes) {
	}

	record Question(String text) {
	}

}
