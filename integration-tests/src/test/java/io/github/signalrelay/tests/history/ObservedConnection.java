// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a history says about one connection. Positions are those of events in the history.
 * Used by one thread.
 */
final class ObservedConnection {

	/** What has not happened. */
	static final int NEVER = Integer.MAX_VALUE;

	final String client;

	int closed = NEVER;

	/** By channel; the latest one last. */
	final Map<String, List<Membership>> memberships = new HashMap<>();

	/** Sent and not answered. */
	final Set<String> pending = new HashSet<>();

	final Set<String> answered = new HashSet<>();

	ObservedConnection(String client) {
		this.client = client;
	}

	boolean isOpen() {
		return this.closed == NEVER;
	}

	void join(String channel) {
		this.memberships.computeIfAbsent(channel, (absent) -> new ArrayList<>(1)).add(new Membership());
	}

	/** The latest membership in a channel, which there has to be. */
	Membership membership(String channel) {
		Membership latest = latest(channel);
		if (latest == null) {
			throw new IllegalArgumentException(this.client + " is not joining " + channel);
		}
		return latest;
	}

	@Nullable Membership latest(String channel) {
		List<Membership> all = this.memberships.get(channel);
		return (all != null) ? all.get(all.size() - 1) : null;
	}

	/** Whether a message that was sent at a position may arrive now. */
	boolean mayReceive(String channel, int sent) {
		return this.memberships.getOrDefault(channel, List.of()).stream().anyMatch((one) -> sent < one.left);
	}

	/** One membership, from its request to the confirmation of its end. */
	static final class Membership {

		int joined = NEVER;

		int leaving = NEVER;

		int left = NEVER;

		boolean isSure() {
			return this.joined != NEVER && this.leaving == NEVER;
		}

	}

}
