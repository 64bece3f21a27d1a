// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.index;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MembershipsTests {

	private final ShardIndex<String, String> index = new ShardIndex<>();

	private final Memberships<String, String> memberships = new Memberships<>();

	private void join(int count) {
		for (int number = 0; number < count; number++) {
			this.memberships.add(this.index.add("group " + number, "me"));
		}
	}

	/** Few lie in an array, more are found by hash. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 8, 9, 100 })
	void eachIsFoundUntilItIsRemoved(int count) {
		join(count);
		assertThat(this.memberships.size()).isEqualTo(count);
		for (int number = 0; number < count; number++) {
			String group = "group " + number;
			assertThat(this.memberships.contains(group)).isTrue();
			Membership<String> membership = this.memberships.remove(group);
			assertThat(membership).isNotNull();
			this.index.remove(group, membership);
			assertThat(this.memberships.contains(group)).isFalse();
			assertThat(this.memberships.remove(group)).isNull();
			assertThat(this.memberships.size()).isEqualTo(count - number - 1);
		}
		assertThat(this.index.size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 2, 8, 9, 100 })
	void allAreTakenOutUnderTheirNames(int count) {
		join(count);
		Map<String, Membership<String>> removed = new HashMap<>();
		this.memberships.removeAll(removed::put);
		assertThat(removed).hasSize(count);
		removed.forEach(this.index::remove);
		assertThat(this.index.size()).isZero();
		assertThat(this.memberships.size()).isZero();
		join(3);
		assertThat(this.memberships.contains("group 2")).isTrue();
	}

}
