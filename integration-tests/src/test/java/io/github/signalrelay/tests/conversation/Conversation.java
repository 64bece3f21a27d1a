// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.tests.conversation.Script.Line;

/**
 * Plays a script, line by line, and fails at the first line that reality does not follow.
 * Every peer has its own order; between peers the order is that of the script. Used by
 * one thread.
 */
final class Conversation {

	/**
	 * More than any flow takes, and than the slowest of the timers that scripts await.
	 */
	private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(20);

	private final Script script;

	private final Opener opener;

	private final long patienceMillis;

	private final Map<String, Peer> peers = new LinkedHashMap<>();

	private final Map<String, List<BytePattern>> ignored = new HashMap<>();

	/** Values of placeholders, by name. */
	private final Map<String, String> names = new HashMap<>();

	private Conversation(Script script, Opener opener, long patienceMillis) {
		this.script = script;
		this.opener = opener;
		this.patienceMillis = patienceMillis;
	}

	/**
	 * Plays a script.
	 * @param script the script
	 * @param opener makes peers for the lines that name a new one
	 */
	static void play(Script script, Opener opener) throws Exception {
		play(script, opener, PATIENCE_MILLIS);
	}

	static void play(Script script, Opener opener, long patienceMillis) throws Exception {
		Conversation conversation = new Conversation(script, opener, patienceMillis);
		try {
			for (Line line : script.lines()) {
				conversation.play(line);
			}
			conversation.expectSilence();
		}
		finally {
			conversation.peers.values().forEach(Peer::cut);
		}
	}

	private void play(Line line) throws Exception {
		if (line.first().equals("ignore")) {
			this.ignored.computeIfAbsent(line.second(), (peer) -> new ArrayList<>())
				.add(BytePattern.parse(line.rest()));
			return;
		}
		Peer peer = this.peers.get(line.first());
		if (peer == null) {
			Peer opened = this.opener.open(line, this.names);
			if (opened != null) {
				this.peers.put(line.second(), opened);
			}
			return;
		}
		switch (line.second()) {
			case ">" -> peer.send(BytePattern.parse(line.rest()).write(this.names));
			case "<" -> receive(line, peer);
			case "closes" -> peer.close(Integer.parseInt(line.rest()));
			case "cuts" -> peer.cut();
			case "closed" -> expectClose(line, peer);
			default -> throw failure(line, "'" + line.second() + "' is nothing that a peer does");
		}
	}

	private void receive(Line line, Peer peer) throws InterruptedException {
		BytePattern expected = BytePattern.parse(line.rest());
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(this.patienceMillis);
		Difference difference = null;
		do {
			byte[] message = peer.next(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
			if (message == null) {
				throw failure(line, missing(peer.rest()));
			}
			difference = expected.compare(message, this.names);
			if (difference != null && !isIgnored(line.first(), message)) {
				throw failure(line, "came this:\n" + difference.show(message));
			}
		}
		while (difference != null);
	}

	private static String missing(byte[] rest) {
		return (rest.length == 0) ? "nothing came"
				: "only a beginning came:\n" + new Difference(rest.length, "the end is missing").show(rest);
	}

	private boolean isIgnored(String peer, byte[] message) {
		return this.ignored.getOrDefault(peer, List.of())
			.stream()
			.anyMatch((pattern) -> pattern.compare(message, new HashMap<>(this.names)) == null);
	}

	private void expectClose(Line line, Peer peer) throws Exception {
		Integer status = peer.closeStatus(this.patienceMillis);
		if (status == null) {
			throw failure(line, "the WebSocket is still open");
		}
		if (!line.rest().isEmpty() && status != Integer.parseInt(line.rest())) {
			throw failure(line, "it was closed with " + status);
		}
	}

	/** What came and no line expects is as wrong as what did not come. */
	private void expectSilence() throws InterruptedException {
		for (Map.Entry<String, Peer> peer : this.peers.entrySet()) {
			for (byte[] message = peer.getValue().next(0); message != null; message = peer.getValue().next(0)) {
				if (!isIgnored(peer.getKey(), message)) {
					throw new AssertionError(this.script.name() + ": behind the last line " + peer.getKey()
							+ " got what nobody expects:\n" + new Difference(0, "unexpected").show(message));
				}
			}
		}
	}

	private AssertionError failure(Line line, String problem) {
		return new AssertionError(
				this.script.name() + ".txt:" + line.number() + ": " + line + "\n" + problem + "\nknown: " + this.names);
	}

	/** Opens what a script speaks for. */
	@FunctionalInterface
	interface Opener {

		/**
		 * Does what a line says that names no known peer.
		 * @param line the line; its second word is the name of the new peer
		 * @param names values of placeholders, may be added to
		 * @return the new peer, or {@code null} if the line is about something else
		 */
		@Nullable Peer open(Line line, Map<String, String> names) throws Exception;

	}

}
