// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.negotiate.NegotiateContext;
import io.github.signalrelay.protocol.connection.EndpointType;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of the service protocol reference, 5.5. */
class DefaultEndpointRouterTests {

	private static final NegotiateContext CLIENT = new NegotiateContext("Chat", URI.create("http://app/chat/negotiate"),
			"", Map.of(), null);

	private final List<Integer> bounds = new ArrayList<>();

	private int point;

	private final DefaultEndpointRouter router = new DefaultEndpointRouter((bound) -> {
		this.bounds.add(bound);
		return this.point;
	});

	@Test
	void clientsGoToPrimariesThatAreOnline() {
		HubEndpoint online = StubEndpoint.online("b", EndpointType.PRIMARY);
		assertThat(
				this.router.negotiate(CLIENT,
						List.of(StubEndpoint.offline("a", EndpointType.PRIMARY), online,
								StubEndpoint.online("c", EndpointType.SECONDARY))))
			.isEqualTo(NegotiateRoute.to(online));
	}

	@Test
	void clientsGoToSecondariesOnlyWithoutAPrimaryOnline() {
		HubEndpoint secondary = StubEndpoint.online("b", EndpointType.SECONDARY);
		assertThat(this.router.negotiate(CLIENT, List.of(StubEndpoint.offline("a", EndpointType.PRIMARY), secondary)))
			.isEqualTo(NegotiateRoute.to(secondary));
	}

	@Test
	void withoutAnEndpointOnlineTheClientIsToldSo() {
		assertThat(this.router.negotiate(CLIENT,
				List.of(StubEndpoint.offline("a", EndpointType.PRIMARY),
						StubEndpoint.offline("b", EndpointType.SECONDARY))))
			.isEqualTo(new NegotiateRoute.Answer(500,
					"Azure SignalR Service is not connected yet, please try again later."));
	}

	@Test
	void oneUnknownCapacityMakesTheChoiceEven() {
		List<HubEndpoint> endpoints = List.of(StubEndpoint.loaded("a", 900, 0, 1000),
				StubEndpoint.loaded("b", 0, 0, 0));
		this.point = 1;
		assertThat(this.router.negotiate(CLIENT, endpoints)).isEqualTo(NegotiateRoute.to(endpoints.get(1)));
		assertThat(this.bounds).containsExactly(2);
	}

	@Test
	void freeRoomIsTheWeight() {
		// 100 and 400 thousandths are free, and a full one keeps a weight of 1
		List<HubEndpoint> endpoints = List.of(StubEndpoint.loaded("a", 895, 5, 1000),
				StubEndpoint.loaded("b", 1190, 10, 2000), StubEndpoint.loaded("c", 1001, 5, 1000));
		Map<Integer, Integer> expected = Map.of(0, 0, 99, 0, 100, 1, 499, 1, 500, 2);
		expected.forEach((at, index) -> {
			this.point = at;
			assertThat(this.router.negotiate(CLIENT, endpoints)).isEqualTo(NegotiateRoute.to(endpoints.get(index)));
		});
		assertThat(this.bounds).containsOnly(501);
	}

	@Test
	void messagesGoToAllEndpointsThatAreOnline() {
		HubEndpoint primary = StubEndpoint.online("a", EndpointType.PRIMARY);
		HubEndpoint secondary = StubEndpoint.online("b", EndpointType.SECONDARY);
		List<HubEndpoint> all = List.of(primary, secondary, StubEndpoint.offline("c", EndpointType.PRIMARY));
		assertThat(this.router.endpointsForBroadcast(all)).containsExactly(primary, secondary);
		assertThat(this.router.endpointsForGroup("g", all)).containsExactly(primary, secondary);
		assertThat(this.router.endpointsForUser("u", all)).containsExactly(primary, secondary);
		assertThat(this.router.endpointsForConnection("c", all)).containsExactly(primary, secondary);
	}

}
