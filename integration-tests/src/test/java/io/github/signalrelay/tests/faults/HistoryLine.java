// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.tests.history.HistoryEvent;

/**
 * Events as scripts print them.
 */
final class HistoryLine {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private HistoryLine() {
	}

	/**
	 * Reads a line of JSON, such as
	 * <code>{"event":"connected","client":"ann","connection":"17"}</code>.
	 * @param line the line; members are named as those of {@link HistoryEvent}
	 * @return the event
	 */
	static HistoryEvent read(String line) {
		JsonNode json = JSON.readTree(line);
		String connection = json.path("connection").asString("");
		String sender = json.path("sender").asString("");
		String channel = json.path("channel").asString("");
		int sequence = json.path("sequence").asInt(0);
		return switch (json.path("event").asString()) {
			case "connected" -> new HistoryEvent.Connected(json.path("client").asString(), connection);
			case "closed" ->
				new HistoryEvent.Closed(connection, json.path("code").asInt(), json.path("reason").asString());
			case "joining" -> new HistoryEvent.Joining(connection, channel);
			case "joined" -> new HistoryEvent.Joined(connection, channel);
			case "sent" -> new HistoryEvent.Sent(sender, json.path("source").asString(), channel, sequence);
			case "accepted" -> new HistoryEvent.Accepted(sender, channel, sequence);
			case "received" -> new HistoryEvent.Received(connection, sender, channel, sequence);
			case "invoked" -> new HistoryEvent.Invoked(connection, json.path("invocation").asString());
			case "completed" -> new HistoryEvent.Completed(connection, json.path("invocation").asString(),
					json.has("error") ? json.path("error").asString() : null);
			default -> throw new IllegalArgumentException(line);
		};
	}

}
