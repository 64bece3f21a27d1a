// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs.orders;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import io.github.signalrelay.test.HubInvocationException;
import io.github.signalrelay.test.HubTester;
import io.github.signalrelay.test.ReceivedStream;
import io.github.signalrelay.test.TestHubClient;
import io.github.signalrelay.test.TestHubClientBuilder;
import io.github.signalrelay.test.autoconfigure.SignalRHubTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The examples do what docs/hubs.md says. */
@SignalRHubTest(OrderHub.class)
@Import({ Kitchen.class, Bell.class })
class OrderHubTests {

	@Autowired
	HubTester hubs;

	@Autowired
	Bell bell;

	@Test
	void resultsAndErrors() {
		TestHubClient guest = guest().connect();
		assertThat(guest.invoke("order", new Order("soup", 1)).as(Receipt.class)).extracting(Receipt::dish)
			.isEqualTo("soup");
		assertThatExceptionOfType(HubInvocationException.class)
			.isThrownBy(() -> guest.invoke("order", new Order("soup", 0)))
			.withMessage("An unexpected error occurred invoking 'order' on the server."
					+ " HubException: Order one at least.");
	}

	@Test
	void groups() {
		TestHubClient guest = guest().connect();
		TestHubClient other = guest().connect();
		TestHubClient waiter = guest().connect();
		guest.invoke("sit", 1);
		other.invoke("sit", 2);
		waiter.invoke("serve", 1, new Receipt(7, "soup"));
		assertThat(guest.next("ready").argument(0, Receipt.class)).isEqualTo(new Receipt(7, "soup"));
		assertThat(other.received()).isEmpty();
	}

	@Test
	void outside() {
		TestHubClient guest = guest().user("ann").connect();
		this.bell.ring("ann", new Receipt(7, "soup"));
		assertThat(guest.received("ready")).hasSize(1);
	}

	@Test
	void comingAndGoing() {
		guest().connect().disconnect();
		assertThat(this.hubs.connect(OrderHub.class).awaitClose().error())
			.isEqualTo("Connection closed with an error. HubException: Please wait to be seated.");
	}

	@Test
	void streams() {
		TestHubClient guest = guest().connect();
		assertThat(guest.stream("menu").toList(String.class)).containsExactly("soup", "tea");
		Flux<Order> orders = Flux.just(new Order("soup", 1), new Order("tea", 2));
		assertThat(guest.invoke("orderAll", orders).as(Integer.class)).isEqualTo(2);
	}

	@Test
	void streamsInBothDirections() {
		TestHubClient guest = guest().connect();
		ReceivedStream receipts = guest.stream("orderTogether", Flux.just(new Order("soup", 1)),
				Flux.just(new Order("tea", 1)));
		assertThat(receipts.toList(Receipt.class)).extracting(Receipt::dish).containsExactlyInAnyOrder("soup", "tea");

		Flux<Order> orders = Flux.just(new Order("soup", 1), new Order("soup", 0));
		ReceivedStream broken = guest.stream("orderTogether", orders, Flux.empty());
		assertThat(broken.next(Receipt.class).dish()).isEqualTo("soup");
		assertThatExceptionOfType(HubInvocationException.class).isThrownBy(broken::awaitEnd)
			.withMessage("An error occurred on the server while streaming results. HubException: Order one at least.");
	}

	@Test
	void parametersOfYourOwn() {
		assertThat(guest().connect().invoke("bill", "EUR").as(String.class)).isEqualTo("Table 1 pays in EUR");
	}

	@Test
	void questions() {
		TestHubClient guest = guest().on("confirm", (question) -> true).connect();
		assertThat(guest.invoke("cancel", 7).as(String.class)).isEqualTo("cancelled");
	}

	private TestHubClientBuilder guest() {
		return this.hubs.client(OrderHub.class).query("table", "1");
	}

}
