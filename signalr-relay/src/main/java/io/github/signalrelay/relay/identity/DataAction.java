// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.identity;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What an identity may be allowed to do, by the names of Azure SignalR Service (REST
 * reference, 5.3).
 */
public enum DataAction {

	/** Make tokens for clients. */
	AUTH_CLIENT_TOKEN("auth/clientToken/action"),

	/** Get a key that signs tokens of clients, for a while. */
	AUTH_ACCESS_KEY("auth/accessKey/action"),

	/** Get a token for an app server or a client. */
	AUTH_ACCESS_TOKEN("auth/accessToken/action"),

	/** Open server connections. */
	SERVER_CONNECTION_WRITE("serverConnection/write"),

	/** Send to a client connection. */
	CLIENT_CONNECTION_SEND("clientConnection/send/action"),

	/** Look for client connections. */
	CLIENT_CONNECTION_READ("clientConnection/read"),

	/** Close client connections. */
	CLIENT_CONNECTION_WRITE("clientConnection/write"),

	/** Send to a group. */
	GROUP_SEND("group/send/action"),

	/** Look for groups and their members. */
	GROUP_READ("group/read"),

	/** Put clients into groups and take them out. */
	GROUP_WRITE("group/write"),

	/** Send to a user. */
	USER_SEND("user/send/action"),

	/** Look for users. */
	USER_READ("user/read"),

	/** Put users into groups and take them out. */
	USER_WRITE("user/write"),

	/** Send to all clients of a hub. */
	HUB_SEND("hub/send/action"),

	/** Read live traces. */
	LIVE_TRACE_READ("livetrace/read"),

	/** Set up live traces. */
	LIVE_TRACE_WRITE("livetrace/write");

	private static final String PREFIX = "Microsoft.SignalRService/SignalR/";

	private static final Map<String, Set<DataAction>> BY_NAME = byName();

	private final String shortName;

	DataAction(String shortName) {
		this.shortName = shortName;
	}

	/**
	 * Name in Azure's role definitions.
	 * @return a name that starts with {@code Microsoft.SignalRService/SignalR/}
	 */
	public String actionName() {
		return PREFIX + this.shortName;
	}

	/**
	 * What a name stands for: a data action, with or without Azure's prefix, or one of
	 * Azure's roles {@code SignalR App Server}, {@code SignalR REST API Owner},
	 * {@code SignalR REST API Reader} and {@code SignalR Service Owner}. Only letters
	 * count, in any case, since claims often cannot hold others.
	 * @param name the name, from whom it may be
	 * @return the data actions, none where the name means nothing
	 */
	public static Set<DataAction> named(String name) {
		return BY_NAME.getOrDefault(letters(name), Set.of());
	}

	private static Map<String, Set<DataAction>> byName() {
		Map<String, Set<DataAction>> names = new HashMap<>();
		for (DataAction action : values()) {
			names.put(letters(action.shortName), Set.of(action));
			names.put(letters(action.actionName()), Set.of(action));
		}
		Set<DataAction> readers = Set.of(CLIENT_CONNECTION_READ, GROUP_READ, USER_READ);
		Set<DataAction> all = Set.copyOf(EnumSet.allOf(DataAction.class));
		names.put("signalrappserver", Set.of(AUTH_ACCESS_KEY, SERVER_CONNECTION_WRITE, CLIENT_CONNECTION_WRITE));
		names.put("signalrrestapireader", readers);
		Set<DataAction> owners = EnumSet.range(CLIENT_CONNECTION_SEND, HUB_SEND);
		owners.add(AUTH_CLIENT_TOKEN);
		names.put("signalrrestapiowner", Set.copyOf(owners));
		names.put("signalrserviceowner", all);
		return Map.copyOf(names);
	}

	private static String letters(String name) {
		StringBuilder letters = new StringBuilder();
		name.chars().filter(Character::isLetter).forEach((letter) -> letters.append((char) letter));
		return letters.toString().toLowerCase(Locale.ROOT);
	}

}
