// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.awaitility.Awaitility;

import io.github.signalrelay.tests.history.HistoryEvent;
import io.github.signalrelay.tests.history.HistoryReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left when the faults are over: first with everybody there, then with nobody.
 */
final class Aftermath {

	private static final Duration LIMIT = Duration.ofSeconds(40);

	private Aftermath() {
	}

	/**
	 * Lets everybody finish, asks the relay who is a member of what, and checks.
	 * @param relay the relay
	 * @param crowd everybody
	 * @return what was found
	 */
	static HistoryReport of(RelayFixture relay, Crowd crowd) {
		crowd.finish();
		// the relay may not have noticed yet who has fallen silent
		Awaitility.await("clients that the relay counts")
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(relay.clients()).isEqualTo(crowd.talkers().size()));
		try (RelayInspector inspector = RelayInspector.of(relay.origin())) {
			groups(crowd).forEach((group) -> crowd.history()
				.add(new HistoryEvent.Members(group, Set.copyOf(inspector.members(group)))));
		}
		return crowd.history().check();
	}

	private static List<String> groups(Crowd crowd) {
		return crowd.talkers().stream().map(Talker::group).distinct().toList();
	}

	/**
	 * Everybody leaves: the relay forgets clients, groups and users.
	 * @param relay the relay
	 * @param crowd everybody
	 */
	static void assertForgotten(RelayFixture relay, Crowd crowd) {
		crowd.leave();
		Awaitility.await("relay without clients")
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(relay.connections()).isZero());
		assertThat(relay.clients()).isZero();
		try (RelayInspector inspector = RelayInspector.of(relay.origin())) {
			assertThat(groups(crowd)).filteredOn(inspector::groupExists).as("groups").isEmpty();
			assertThat(crowd.talkers()).extracting(Talker::name)
				.filteredOn(inspector::userExists)
				.as("users")
				.isEmpty();
		}
	}

}
