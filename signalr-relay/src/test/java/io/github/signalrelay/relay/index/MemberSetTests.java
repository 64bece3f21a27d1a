// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.index;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MemberSetTests {

	@Test
	void removedMemberIsReplacedByTheLast() {
		MemberSet<String> set = new MemberSet<>();
		set.add("a");
		Membership<String> b = set.add("b");
		set.add("c");
		set.remove(b);
		assertThat(members(set)).containsExactly("a", "c");
		set.remove(b);
		assertThat(members(set)).containsExactly("a", "c");
	}

	@Test
	void membershipOfAnotherSetIsLeftAlone() {
		MemberSet<String> set = new MemberSet<>();
		set.add("a");
		new MemberSet<String>().remove(set.add("b"));
		assertThat(members(set)).containsExactly("a", "b");
	}

	@Test
	void positionOutsideIsAnError() {
		MemberSet<String> set = new MemberSet<>();
		set.add("a");
		assertThatThrownBy(() -> set.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
	}

	@Test
	void walkFromTheEndSeesEachMemberOnceThoughItRemovesThem() {
		MemberSet<Integer> set = new MemberSet<>();
		List<Membership<Integer>> memberships = new ArrayList<>();
		for (int number = 0; number < 100; number++) {
			memberships.add(set.add(number));
		}
		Set<Integer> seen = new HashSet<>();
		for (int position = set.size() - 1; position >= 0; position--) {
			int member = set.get(position);
			assertThat(seen.add(member)).isTrue();
			if (member % 3 != 0) {
				set.remove(memberships.get(member));
			}
		}
		assertThat(seen).hasSize(100);
		assertThat(set.size()).isEqualTo(34);
	}

	@Test
	void arrayShrinksAgain() {
		MemberSet<Integer> set = new MemberSet<>();
		List<Membership<Integer>> memberships = new ArrayList<>();
		for (int number = 0; number < 10_000; number++) {
			memberships.add(set.add(number));
		}
		memberships.forEach(set::remove);
		assertThat(set.size()).isZero();
		assertThat(set.memberships.length).isLessThanOrEqualTo(16);
	}

	private static <M> List<M> members(MemberSet<M> set) {
		List<M> members = new ArrayList<>();
		for (int position = 0; position < set.size(); position++) {
			members.add(set.get(position));
		}
		return members;
	}

}
