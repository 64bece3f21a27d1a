// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.endpoints;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two relays that know nothing of each other, and two app servers that are connected to
 * both (service protocol reference, 5.5 and 6.11).
 */
class SeveralRelaysIntegrationTests {

	private static RunningApplication east;

	private static RunningApplication west;

	private static RunningApplication first;

	private static RunningApplication second;

	@BeforeAll
	static void start() {
		east = Plaza.relay();
		west = Plaza.relay();
		first = Plaza.app(Map.of("east", east, "west", west));
		second = Plaza.app(Map.of("east", east, "west", west));
	}

	@AfterAll
	static void stop() {
		List.of(first, second, east, west).forEach(RunningApplication::close);
	}

	@Test
	void clientsAreSpreadOverTheRelays() {
		assertThat(Plaza.ports(first, 60)).containsExactlyInAnyOrderElementsOf(Plaza.portsOf(east, west));
	}

	@Test
	void theRouterSendsClientsWhereTheyWant() throws Exception {
		for (RunningApplication relay : List.of(east, west)) {
			String region = (relay == east) ? "east" : "west";
			String url = JsonMapper.shared()
				.readTree(Plaza.negotiate(first, "region=" + region).body())
				.get("url")
				.asString();
			assertThat(url).startsWith(relay.origin() + "/client/?hub=plaza&");
		}
	}

	@Test
	void messagesReachClientsOfBothRelays() {
		try (Visitor ann = Visitor.connect(first.origin(), "ann", "east");
				Visitor bob = Visitor.connect(first.origin(), "bob", "west");
				Visitor cid = Visitor.connect(second.origin(), "cid", "west")) {
			List<Visitor> all = List.of(ann, bob, cid);
			ann.run("toAll", "to all from ann");
			cid.run("toAll", "to all from cid");
			all.forEach((visitor) -> visitor.awaitHeard("to all from ann"));
			all.forEach((visitor) -> visitor.awaitHeard("to all from cid"));
			ann.run("toUser", "cid", "to a user");
			cid.awaitHeard("to a user");
			cid.run("toClient", ann.id(), "to a client");
			ann.awaitHeard("to a client");
			ann.run("toClient", bob.id(), "to a client of this server");
			bob.awaitHeard("to a client of this server");
			for (Visitor visitor : all) {
				ann.run("join", visitor.id(), "crowd");
			}
			bob.run("toGroup", "crowd", "to a group");
			all.forEach((visitor) -> visitor.awaitHeard("to a group"));
			assertThat(ann.heard()).containsExactlyInAnyOrder("to all from ann", "to all from cid", "to a client",
					"to a group");
			assertThat(bob.heard()).containsExactlyInAnyOrder("to all from ann", "to all from cid",
					"to a client of this server", "to a group");
		}
	}

	@Test
	void callsOfOneClientKeepTheirOrderAtTheOtherRelay() {
		try (Visitor ann = Visitor.connect(first.origin(), "ann", "east");
				Visitor bob = Visitor.connect(second.origin(), "bob", "west")) {
			List<String> sent = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
			sent.forEach((number) -> ann.run("toUser", "bob", number));
			bob.awaitHeard("299");
			assertThat(bob.heard()).isEqualTo(sent);
		}
	}

	@Test
	void clientsOfTheOtherRelayAnswerQuestions() {
		try (Visitor ann = Visitor.connect(first.origin(), "ann", "east");
				Visitor bob = Visitor.connect(first.origin(), "bob", "west");
				Visitor cid = Visitor.connect(second.origin(), "cid", "west")) {
			assertThat(ann.call("ask", ann.id(), "you")).isEqualTo("you!");
			assertThat(ann.call("ask", bob.id(), "other relay, same server")).isEqualTo("other relay, same server!");
			assertThat(ann.call("ask", cid.id(), "other relay and server")).isEqualTo("other relay and server!");
			assertThat(cid.call("ask", ann.id(), "and back")).isEqualTo("and back!");
			assertThat(ann.call("ask", "nobody", "anybody")).contains("nobody");
		}
	}

	@Test
	void clientsGoToTheRelayThatIsLeftAndToTheSecondaryInTheEnd() throws Exception {
		RunningApplication spare = Plaza.relay();
		try (RunningApplication north = Plaza.relay();
				RunningApplication south = Plaza.relay();
				RunningApplication app = Plaza.app(Map.of("north", north, "south", south, "spare:secondary", spare),
						"preferred");
				// secondary endpoints are served by those that have them as primary ones
				RunningApplication other = Plaza.app(Map.of("spare", spare))) {
			assertThat(Plaza.ports(app, 60)).containsExactlyInAnyOrderElementsOf(Plaza.portsOf(north, south));
			List<Integer> southAndSpare = Plaza.portsOf(south, spare);
			try (Visitor ann = Visitor.connect(app.origin(), "ann", "south")) {
				north.close();
				await().until(() -> Plaza.ports(app, 20).equals(Set.of(southAndSpare.get(0))));
				ann.run("toAll", "still here");
				ann.awaitHeard("still here");
			}
			south.close();
			await().until(() -> Plaza.ports(app, 20).equals(Set.of(southAndSpare.get(1))));
			try (Visitor bob = Visitor.connect(app.origin(), "bob", "nowhere");
					Visitor cid = Visitor.connect(other.origin(), "cid", "nowhere")) {
				bob.run("toUser", "cid", "at the spare one");
				cid.awaitHeard("at the spare one");
			}
			spare.close();
			await().until(() -> Plaza.negotiate(app, "").statusCode() == 500);
			assertThat(Plaza.negotiate(app, "").body())
				.isEqualTo("Azure SignalR Service is not connected yet, please try again later.");
		}
	}

}
