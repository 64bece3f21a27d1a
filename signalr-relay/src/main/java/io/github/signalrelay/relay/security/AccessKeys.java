// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.util.ArrayList;
import java.util.List;

import io.github.signalrelay.protocol.token.AccessKey;

/**
 * Access keys of a relay, which may be changed while it runs. New connections need a
 * token of one of the present keys. Connections that are there stay when their key goes:
 * where a transport shows the token with each request, a key of the recent past is good
 * for them. Any thread may use it.
 */
public final class AccessKeys {

	/** Keys of the past that are remembered for connections that are there. */
	private static final int MAX_RETIRED = 32;

	/** Replaced as a whole, under this object's monitor. */
	private volatile Keys keys;

	/**
	 * Takes the first keys.
	 * @param keys the keys, the primary one first
	 * @throws IllegalArgumentException if there is none
	 */
	public AccessKeys(List<AccessKey> keys) {
		this.keys = new Keys(checked(keys), List.of());
	}

	private static List<AccessKey> checked(List<AccessKey> keys) {
		if (keys.isEmpty()) {
			throw new IllegalArgumentException("accessKeys: none (expected: one at least)");
		}
		return List.copyOf(keys);
	}

	/**
	 * Keys that new connections may have their token signed with.
	 * @return the keys, one at least, the primary one first
	 */
	public List<AccessKey> current() {
		return this.keys.current();
	}

	/**
	 * Key that the relay signs with.
	 * @return the first key
	 */
	public AccessKey primary() {
		return current().get(0);
	}

	/**
	 * Changes the keys from now on. No connection ends by that.
	 * @param replacement the keys, the primary one first
	 * @return whether they differ from those before
	 * @throws IllegalArgumentException if there is none
	 */
	public synchronized boolean replace(List<AccessKey> replacement) {
		List<AccessKey> wanted = checked(replacement);
		Keys before = this.keys;
		if (wanted.equals(before.current())) {
			return false;
		}
		List<AccessKey> retired = new ArrayList<>(before.current());
		retired.addAll(before.retired());
		retired.removeAll(wanted);
		this.keys = new Keys(wanted, List.copyOf(retired.subList(0, Math.min(MAX_RETIRED, retired.size()))));
		return true;
	}

	/**
	 * Keys that were in use once and are not any more, the latest first.
	 */
	List<AccessKey> retired() {
		return this.keys.retired();
	}

	/** Tells how many keys there are, never one of them. */
	@Override
	public String toString() {
		return "AccessKeys[" + current().size() + "]";
	}

	private record Keys(List<AccessKey> current, List<AccessKey> retired) {
	}

}
