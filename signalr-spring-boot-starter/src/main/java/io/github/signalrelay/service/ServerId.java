// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Identity of this app server towards relays: one for each process, the machine's name
 * with a random part behind it (service protocol reference, 0.2).
 *
 * @param value the id: 1 to 200 characters of printable ASCII, no space and no semicolon,
 * which stands between ids where a service lists them
 */
public record ServerId(String value) {

	private static final Pattern VALID = Pattern.compile("[!-~&&[^;]]{1,200}");

	public ServerId {
		if (!VALID.matcher(value).matches()) {
			throw new IllegalArgumentException(
					"serverId: (expected: 1 to 200 characters of printable ASCII without spaces and semicolons)");
		}
	}

	/**
	 * Makes a new id.
	 * @return the id
	 */
	public static ServerId random() {
		return new ServerId(machineName() + "_" + UUID.randomUUID().toString().replace("-", ""));
	}

	private static String machineName() {
		try {
			return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-");
		}
		catch (UnknownHostException ex) {
			return "app";
		}
	}

}
