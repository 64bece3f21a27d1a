// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.dialect;

import java.util.Arrays;

import io.github.signalrelay.benchmarks.load.measure.Stamp;

/**
 * Finds the stamps in what a server sends, however it is cut into pieces, and hands out
 * whole the messages that bear none. Belongs to the generator's event loop.
 */
public final class MessageScanner {

	/** Longest message without stamp; servers are not trusted with more memory. */
	static final int MAX_CONTROL = 64 * 1024;

	private static final byte[] NOTHING = {};

	private final Listener listener;

	private Framing framing;

	/** Begin of a message whose stamp or end has not come yet. */
	private byte[] pending = NOTHING;

	/** Whether the message under way has been counted and only its rest is to come. */
	private boolean counted;

	/** Bytes to come of a counted message with a length prefix. */
	private int rest;

	/**
	 * Creates the scanner of one connection.
	 * @param framing what comes first
	 * @param listener who is told
	 */
	public MessageScanner(Framing framing, Listener listener) {
		this.framing = framing;
		this.listener = listener;
	}

	/**
	 * What follows the message that is being handed out.
	 * @param next the framing
	 */
	public void framing(Framing next) {
		this.framing = next;
	}

	/**
	 * Takes bytes of the server.
	 * @param data array that holds them; not kept
	 * @param from index of the first
	 * @param to index behind the last
	 * @throws IllegalStateException if a message without stamp is too long, or a length
	 * is not one
	 */
	public void scan(byte[] data, int from, int to) {
		if (this.pending.length == 0) {
			scanAll(data, from, to);
			return;
		}
		byte[] joined = Arrays.copyOf(this.pending, this.pending.length + to - from);
		System.arraycopy(data, from, joined, this.pending.length, to - from);
		this.pending = NOTHING;
		scanAll(joined, 0, joined.length);
	}

	private void scanAll(byte[] data, int from, int to) {
		int at = from;
		while (at < to) {
			at = switch (this.framing) {
				case RECORD_SEPARATOR -> delimited(data, at, to, (byte) 0x1E);
				case ZERO -> delimited(data, at, to, (byte) 0);
				case LENGTH_PREFIX -> (this.counted) ? rest(at, to) : prefixed(data, at, to);
				case UNIT -> unit(data, at, to);
			};
		}
	}

	/**
	 * Tells that a unit of the transport is over: a WebSocket message.
	 */
	public void unitEnd() {
		if (this.framing != Framing.UNIT) {
			return;
		}
		byte[] whole = this.pending;
		boolean told = this.counted;
		this.pending = NOTHING;
		this.counted = false;
		if (!told && whole.length > 0) {
			this.listener.control(whole, 0, whole.length);
		}
	}

	private int delimited(byte[] data, int start, int to, byte delimiter) {
		for (int at = start; at < to; at++) {
			byte current = data[at];
			if (current == delimiter) {
				if (!this.counted) {
					this.listener.control(data, start, at + 1);
				}
				this.counted = false;
				return at + 1;
			}
			if (current == Stamp.MARK && !this.counted) {
				if (to - at < Stamp.LENGTH) {
					break;
				}
				at = stamp(data, at, to) - 1;
			}
		}
		return keepUncounted(data, start, to);
	}

	private int unit(byte[] data, int start, int to) {
		int at = start;
		while (at < to) {
			if (data[at] != Stamp.MARK) {
				at++;
			}
			else if (to - at < Stamp.LENGTH) {
				return keep(data, (this.counted) ? at : start, to);
			}
			else {
				at = stamp(data, at, to);
			}
		}
		return keepUncounted(data, start, to);
	}

	private int prefixed(byte[] data, int start, int to) {
		long length = 0;
		int at = start;
		for (int shift = 0; at < to; shift += 7) {
			byte current = data[at++];
			length |= (current & 0x7FL) << shift;
			if (current >= 0 && length <= Integer.MAX_VALUE) {
				return body(data, start, at, length, to);
			}
			if (shift == 28 || length > Integer.MAX_VALUE) {
				throw new IllegalStateException("the server sent a length prefix that is none");
			}
		}
		return keep(data, start, to);
	}

	private int body(byte[] data, int start, int body, long length, int to) {
		long end = body + length;
		int here = (int) Math.min(end, to);
		for (int at = body; at < here && !this.counted; at++) {
			if (data[at] == Stamp.MARK && at + Stamp.LENGTH <= end) {
				if (at + Stamp.LENGTH > to) {
					return keep(data, start, to);
				}
				stamp(data, at, here);
			}
		}
		if (end > to) {
			this.rest = (int) (end - to);
			return keepUncounted(data, start, to);
		}
		if (!this.counted) {
			this.listener.control(data, start, here);
		}
		this.counted = false;
		return here;
	}

	private int rest(int at, int to) {
		int here = Math.min(this.rest, to - at);
		this.rest -= here;
		this.counted = this.rest > 0;
		return at + here;
	}

	/**
	 * Hands out the stamp at an index, if it is one.
	 * @return index where to look on
	 */
	private int stamp(byte[] data, int at, int to) {
		if (!Stamp.isAt(data, at)) {
			return at + 1;
		}
		this.counted = true;
		int filler = this.listener.stamped(Stamp.due(data, at), Stamp.sender(data, at), Stamp.sequence(data, at));
		int end = at + Stamp.LENGTH;
		return (filler > 0 && end + filler <= to) ? end + filler : end;
	}

	private int keepUncounted(byte[] data, int start, int to) {
		return (this.counted) ? to : keep(data, start, to);
	}

	private int keep(byte[] data, int start, int to) {
		if (to - start > MAX_CONTROL) {
			throw new IllegalStateException("the server sent more than " + MAX_CONTROL + " bytes without a stamp");
		}
		this.pending = Arrays.copyOfRange(data, start, to);
		return to;
	}

	/**
	 * Who is told what came.
	 */
	public interface Listener {

		/**
		 * A stamped message came.
		 * @param due when it was due
		 * @param sender who sent it
		 * @param sequence its number
		 * @return number of filler bytes that follow, 0 where that is not known
		 */
		int stamped(long due, int sender, int sequence);

		/**
		 * A message without stamp came.
		 * @param data array that holds it, with its delimiter or length prefix; not to be
		 * kept
		 * @param from index of its first byte
		 * @param to index behind its last
		 */
		void control(byte[] data, int from, int to);

	}

}
