// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.index;

/**
 * One member's place in a {@link MemberSet}; what the member keeps to leave it again.
 * Owned by the event loop of the set.
 *
 * @param <M> what is a member
 */
public final class Membership<M> {

	static final int REMOVED = -1;

	final MemberSet<M> set;

	final M member;

	int position;

	Membership(MemberSet<M> set, M member, int position) {
		this.set = set;
		this.member = member;
		this.position = position;
	}

}
