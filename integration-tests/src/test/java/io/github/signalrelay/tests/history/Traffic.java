// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Messages of one sender to one channel, and who received them. Used by one thread.
 */
final class Traffic {

	final String sender;

	final String channel;

	/** In the order of their numbers, which is the order in which they were sent. */
	final List<Message> messages = new ArrayList<>();

	/** By client. */
	final Map<String, Arrivals> byClient = new HashMap<>();

	/** By connection: number of the latest message that arrived. */
	final Map<String, Integer> latest = new HashMap<>();

	private final Map<Integer, Message> bySequence = new HashMap<>();

	Traffic(String sender, String channel) {
		this.sender = sender;
		this.channel = channel;
	}

	/** Returns whether the number is larger than all before. */
	boolean sent(String source, int sequence, int position) {
		boolean grows = this.messages.isEmpty() || this.messages.get(this.messages.size() - 1).sequence < sequence;
		Message message = new Message(source, sequence, position);
		this.messages.add(message);
		this.bySequence.put(sequence, message);
		return grows;
	}

	@Nullable Message message(int sequence) {
		return this.bySequence.get(sequence);
	}

	Arrivals arrivals(String client) {
		return this.byClient.computeIfAbsent(client, (absent) -> new Arrivals());
	}

	/** Index of the first message that was sent behind a position. */
	int firstSentAfter(int position) {
		int low = 0;
		int high = this.messages.size();
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (this.messages.get(middle).sent > position) {
				high = middle;
			}
			else {
				low = middle + 1;
			}
		}
		return low;
	}

	/** One message. */
	static final class Message {

		final String source;

		final int sequence;

		final int sent;

		int accepted = ObservedConnection.NEVER;

		Message(String source, int sequence, int sent) {
			this.source = source;
			this.sequence = sequence;
			this.sent = sent;
		}

		/** Whether this message has to arrive before another one with a larger number. */
		boolean mustPrecede(Message later) {
			return this.source.equals(later.source) || this.accepted < later.sent;
		}

	}

	/** What one client received of it, over all its connections. */
	static final class Arrivals {

		private final BitSet sequences = new BitSet();

		boolean contains(int sequence) {
			return this.sequences.get(sequence);
		}

		void add(int sequence) {
			this.sequences.set(sequence);
		}

		/** The largest number so far, or -1. */
		int largest() {
			return this.sequences.length() - 1;
		}

		/** The next larger number that has arrived, or -1. */
		int nextAfter(int sequence) {
			return this.sequences.nextSetBit(sequence + 1);
		}

	}

}
