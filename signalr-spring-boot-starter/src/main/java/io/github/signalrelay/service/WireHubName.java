// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Names of hubs on the wire: lower case, behind the application name where there is one
 * (service protocol reference, 1.1).
 *
 * @param applicationName name that tells applications apart which share a service, or
 * {@code null}
 */
public record WireHubName(@Nullable String applicationName) {

	/**
	 * Name of a hub on the wire.
	 * @param hub name that the application gave it
	 * @return the name
	 */
	public String of(String hub) {
		boolean prefixed = this.applicationName != null && !this.applicationName.isEmpty();
		return (prefixed ? this.applicationName + "_" + hub : hub).toLowerCase(Locale.ROOT);
	}

}
