// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.scenario;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.benchmarks.load.GroupPlan;

import static org.assertj.core.api.Assertions.assertThat;

class MembersTests {

	@Test
	void groupsOfAPlanAreOfOneSize() {
		Members members = new Members(100);
		GroupPlan plan = new GroupPlan(20, 2);
		for (int client = 0; client < 100; client++) {
			members.joined(client, Members.group(plan, client, 0));
			members.joined(client, Members.group(plan, client, 1));
			members.joined(client, Members.group(plan, client, 1));
		}
		assertThat(members.groups()).isEqualTo(20);
		for (int group = 0; group < 20; group++) {
			assertThat(members.size(group)).isEqualTo(10);
		}
	}

	@Test
	void whoIsSilentOrLeavesIsNotCounted() {
		Members members = new Members(3);
		members.joined(0, 5);
		members.joined(1, 5);
		members.joined(2, 5);
		members.silent(0);
		members.left(1, 5);
		members.left(1, 5);
		assertThat(members.size(5)).isEqualTo(1);
		assertThat(members.size(6)).isZero();
	}

}
