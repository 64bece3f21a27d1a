// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.deflate;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses the messages of one connection, piece by piece: {@link #begin}, then
 * {@link #input} and {@link #next} for each piece that comes, then {@link #end} and
 * {@link #next}. Nothing is gathered, and only within a message is there any state.
 * <p>
 * Owned by the event loop of its connection.
 */
public final class MessageInflater {

	/**
	 * Most bytes that should be put in at once. They become 132 KB at most, so that who
	 * wants no more of it can stop in time.
	 */
	public static final int SLICE = 128;

	/**
	 * The end of a flush, which peers leave out (RFC 7692, section 7.2.2), and an empty
	 * last block: its end is reached if the message was whole.
	 */
	private static final byte[] TRAILER = { 0, 0, (byte) 0xFF, (byte) 0xFF, 1, 0, 0, (byte) 0xFF, (byte) 0xFF };

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private final DeflateCodec codec;

	private final InflationBudget budget;

	private @Nullable Inflater inflater;

	private ByteBuffer pending = NOTHING;

	private boolean ending;

	MessageInflater(DeflateCodec codec, long burst) {
		this.codec = codec;
		this.budget = new InflationBudget(burst, System.nanoTime());
	}

	/**
	 * Begins a message; one that was not ended is forgotten.
	 */
	public void begin() {
		close();
		this.inflater = this.codec.take();
		this.pending = NOTHING;
		this.ending = false;
		this.budget.fill(System.nanoTime());
	}

	/**
	 * Takes compressed bytes, all of which {@link #next} must have taken in before more
	 * of them come.
	 * @param bytes the bytes, best {@link #SLICE} at most
	 */
	public void input(ByteBuffer bytes) {
		this.budget.received(bytes.remaining());
		put(bytes);
	}

	/**
	 * Ends the message. What {@link #next} gives from now on is the last of it.
	 */
	public void end() {
		this.ending = true;
		// Where the last block was marked as such, nothing has to be looked for
		put((this.inflater != null && this.inflater.finished()) ? NOTHING : ByteBuffer.wrap(TRAILER));
	}

	private void put(ByteBuffer bytes) {
		this.pending = bytes;
		if (this.inflater != null && !this.inflater.finished()) {
			this.inflater.setInput(bytes);
		}
	}

	/**
	 * The next piece of the message.
	 * @return the piece, to be used before anything else of this loop is decompressed, or
	 * {@code null} when there is none before more is put in
	 * @throws DataFormatException if the bytes are not valid, or do not end where the
	 * message does
	 * @throws InflationException if too much comes out of too little
	 */
	public @Nullable ByteBuf next() throws DataFormatException, InflationException {
		Inflater current = this.inflater;
		if (current == null) {
			return null;
		}
		ByteBuf output = this.codec.output();
		int size = inflate(current, output.array());
		if (size > 0) {
			if (!this.budget.spend(size)) {
				throw new InflationException();
			}
			return output.setIndex(0, size);
		}
		if (this.ending) {
			boolean whole = current.finished() && !this.pending.hasRemaining();
			close();
			if (!whole) {
				throw new DataFormatException("The message is cut off");
			}
		}
		return null;
	}

	private int inflate(Inflater current, byte[] output) throws DataFormatException {
		int size = current.inflate(output);
		while (size == 0 && current.finished() && this.pending.hasRemaining() && !this.ending) {
			// RFC 7692, section 7.2.3.4: a last block does not end the message
			current.reset();
			current.setInput(this.pending);
			size = current.inflate(output);
		}
		if (size == 0 && !current.finished() && !current.needsInput()) {
			throw new DataFormatException("A dictionary is asked for");
		}
		return size;
	}

	/**
	 * Forgets a message that was begun. To be called when the connection ends.
	 */
	public void close() {
		Inflater current = this.inflater;
		this.inflater = null;
		if (current != null) {
			this.codec.giveBack(current);
		}
	}

}
