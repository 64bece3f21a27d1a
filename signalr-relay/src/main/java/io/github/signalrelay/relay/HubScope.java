// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.util.Locale;

/**
 * Everything in the relay is kept apart by this: clients, groups, users and server
 * connections of two scopes never meet.
 *
 * @param flavour which generation of SignalR
 * @param name name of the hub on the wire: lower case, with the application name before
 * it where there is one
 */
public record HubScope(Flavour flavour, String name) {

	public HubScope {
		name = name.toLowerCase(Locale.ROOT);
	}

	/**
	 * Scope of an ASP.NET Core hub.
	 * @param hub value of the {@code hub} parameter of client and server URLs
	 * @return the scope
	 */
	public static HubScope core(String hub) {
		return new HubScope(Flavour.CORE, hub);
	}

	/** Generation of SignalR that a hub belongs to. */
	public enum Flavour {

		/** ASP.NET Core SignalR. */
		CORE,

		/** ASP.NET SignalR 2.x. */
		LEGACY

	}

}
