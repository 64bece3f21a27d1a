// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.benchmarks.load.dialect.Envelope;
import io.github.signalrelay.benchmarks.load.dialect.Framing;
import io.github.signalrelay.benchmarks.load.dialect.Line;
import io.github.signalrelay.benchmarks.load.dialect.MessageScanner;
import io.github.signalrelay.benchmarks.load.dialect.Wire;

/**
 * One client. What it writes waits until {@link #flushIfDirty()}, so that one write
 * carries all that one turn of the loop has led to. Belongs to the generator's event
 * loop.
 */
public abstract class Client implements Line, MessageScanner.Listener {

	private static final Duration OPENING_LIMIT = Duration.ofSeconds(60);

	private static final Duration CLOSING_LIMIT = Duration.ofSeconds(10);

	private static final Duration AGAIN = Duration.ofMillis(250);

	private final GeneratorLoop loop;

	private final Wire wire;

	private final ClientOwner owner;

	private final int index;

	private final MessageScanner scanner;

	private State state = State.OPENING;

	private boolean dirty;

	private boolean stalled;

	private boolean taken;

	private boolean present;

	private @Nullable String connectionId;

	private @Nullable String endReason;

	private @Nullable ScheduledFuture<?> limit;

	private @Nullable ScheduledFuture<?> again;

	Client(ClientSettings settings, int index) {
		this.loop = settings.loop();
		this.wire = settings.wire();
		this.owner = settings.owner();
		this.index = index;
		this.scanner = new MessageScanner(this.wire.framing(), this);
	}

	/**
	 * Number of the client in its population.
	 * @return the number, from 0 on
	 */
	public int index() {
		return this.index;
	}

	/**
	 * Connects. {@link ClientOwner#ready} or {@link ClientOwner#gone} follows.
	 */
	public void open() {
		this.limit = this.loop.eventLoop().schedule(() -> {
			this.endReason = "not taken in within " + OPENING_LIMIT.toSeconds() + " s (" + progress() + ")";
			abort();
		}, OPENING_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
		begin();
	}

	/** Connects the transport. */
	abstract void begin();

	/** How far the connection has come, for messages. */
	abstract String progress();

	/** Adds a message to what is to be flushed; the array may be changed. */
	abstract void append(byte[] message, int length);

	/** Writes what was added. */
	abstract void flushNow();

	/** Says good-bye as the transport does, then closes. */
	abstract void hangUp();

	/** Closes without any word. */
	abstract void abort();

	/** Stops or goes on to read. */
	abstract void reading(boolean on);

	/**
	 * Whether the transport takes more without piling it up.
	 * @return {@code false} while it does not
	 */
	public abstract boolean isWritable();

	final GeneratorLoop loop() {
		return this.loop;
	}

	final Wire wire() {
		return this.wire;
	}

	final ClientOwner owner() {
		return this.owner;
	}

	/** Tells the dialect that the transport is there. */
	final void connected() {
		this.again = this.loop.eventLoop()
			.scheduleAtFixedRate(() -> this.wire.again(this), AGAIN.toMillis(), AGAIN.toMillis(),
					TimeUnit.MILLISECONDS);
		this.wire.hello(this);
	}

	/** Takes what the server sent within its units. */
	final void received(byte[] data, int from, int to) {
		this.scanner.scan(data, from, to);
	}

	/** Tells that a unit is over. */
	final void unitEnd() {
		this.scanner.unitEnd();
	}

	/**
	 * Sends a stamped message with the next flush.
	 * @param envelope what stands around it
	 * @param due when it was due
	 * @param sender who sends it
	 * @param sequence its number
	 */
	public final void send(Envelope envelope, long due, int sender, int sequence) {
		if (this.state == State.CLOSED) {
			return;
		}
		int length = envelope.length();
		byte[] message = this.loop.outbound(length);
		envelope.write(message, due, sender, sequence);
		append(message, length);
		markDirty();
	}

	@Override
	public final void say(byte[] message) {
		if (this.state == State.CLOSED) {
			return;
		}
		byte[] copy = this.loop.outbound(message.length);
		System.arraycopy(message, 0, copy, 0, message.length);
		append(copy, message.length);
		markDirty();
	}

	final void markDirty() {
		if (!this.dirty) {
			this.dirty = true;
			this.loop.flushLater(this);
		}
	}

	/** Writes what waits, if anything does. */
	final void flushIfDirty() {
		if (this.dirty) {
			this.dirty = false;
			if (this.state != State.CLOSED) {
				flushNow();
			}
		}
	}

	@Override
	public final boolean isReady() {
		return this.taken;
	}

	/**
	 * Whether it is connected, nobody has told it to go, and it reads.
	 * @return {@code true} for a client that receives what is sent to it
	 */
	public final boolean isListening() {
		return this.state == State.READY && !this.stalled;
	}

	/**
	 * Whether its connection is over.
	 * @return {@code true} once it is
	 */
	public final boolean isClosed() {
		return this.state == State.CLOSED;
	}

	/**
	 * Whether it has been told to stop or is cut.
	 * @return {@code true} if its end is wanted
	 */
	public final boolean isLeaving() {
		return this.state == State.LEAVING;
	}

	/**
	 * Whether it has stopped to read.
	 * @return {@code true} after {@link #stall()}
	 */
	public final boolean isStalled() {
		return this.stalled;
	}

	/**
	 * Whether a roll call has reached it.
	 * @return {@code true} once it has
	 */
	public final boolean isPresent() {
		return this.present;
	}

	/**
	 * Id that the server knows it by.
	 * @return the id, {@code null} before anybody asked for it
	 */
	public final @Nullable String connectionId() {
		return this.connectionId;
	}

	/**
	 * Keeps the id that the server knows it by.
	 * @param id the id
	 */
	public final void connectionId(String id) {
		this.connectionId = id;
	}

	@Override
	public final void framing(Framing framing) {
		this.scanner.framing(framing);
	}

	@Override
	public final void ready() {
		if (this.state == State.OPENING) {
			this.state = State.READY;
			this.taken = true;
			cancelTimers();
			this.owner.ready(this);
		}
	}

	@Override
	public final void present() {
		this.present = true;
	}

	@Override
	public final void answered(String id, @Nullable String value, @Nullable String error) {
		this.owner.answered(this, id, value, error);
	}

	@Override
	public final void ended(String reason) {
		if (this.endReason == null) {
			this.endReason = reason;
		}
		abort();
	}

	@Override
	public final int stamped(long due, int sender, int sequence) {
		return this.owner.stamped(this, due, sender, sequence);
	}

	@Override
	public final void control(byte[] data, int from, int to) {
		if (this.state != State.CLOSED) {
			this.wire.control(this, data, from, to);
		}
	}

	/**
	 * Stops to read.
	 */
	public final void stall() {
		this.stalled = true;
		reading(false);
	}

	/**
	 * Says what keeps the server from taking the client for dead.
	 */
	public void ping() {
		byte[] ping = this.wire.ping();
		if (ping != null && this.state == State.READY) {
			say(ping);
		}
	}

	/**
	 * Ends the connection as a client does that stops.
	 */
	public final void leave() {
		if (this.state == State.CLOSED) {
			return;
		}
		boolean ready = this.state == State.READY && !this.stalled;
		this.state = State.LEAVING;
		if (!ready) {
			abort();
			return;
		}
		this.limit = this.loop.eventLoop().schedule(this::abort, CLOSING_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
		byte[] goodbye = this.wire.goodbye();
		if (goodbye != null) {
			say(goodbye);
			flushIfDirty();
		}
		hangUp();
	}

	/**
	 * Ends the connection by a reset.
	 */
	public final void cut() {
		if (this.state != State.CLOSED) {
			this.state = State.LEAVING;
			abort();
		}
	}

	/** Tells that the transport is over. */
	final void closed(String reason) {
		if (this.state == State.CLOSED) {
			return;
		}
		String why = (this.endReason != null) ? this.endReason : reason;
		cancelTimers();
		this.owner.gone(this, why);
		this.state = State.CLOSED;
	}

	private void cancelTimers() {
		if (this.limit != null) {
			this.limit.cancel(false);
		}
		if (this.again != null) {
			this.again.cancel(false);
		}
	}

	private enum State {

		OPENING, READY, LEAVING, CLOSED

	}

}
