// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.scenario;

import java.util.concurrent.TimeUnit;

import io.github.signalrelay.benchmarks.load.Interval;
import io.github.signalrelay.benchmarks.load.Outcome;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.load.client.Client;
import io.github.signalrelay.benchmarks.load.client.GeneratorLoop;
import io.github.signalrelay.benchmarks.load.dialect.Wire;
import io.github.signalrelay.benchmarks.load.measure.ArrivalOrder;
import io.github.signalrelay.benchmarks.load.measure.Meter;
import io.github.signalrelay.benchmarks.load.measure.Stamp;

/**
 * Sends what a run sends and counts what comes back. Belongs to the generator's event
 * loop.
 */
public abstract class ActiveRun {

	/** After this time what is under way is taken for lost, and the next is sent. */
	static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final GeneratorLoop loop;

	private final Crowd crowd;

	private final Sender[] senders;

	private final Audience audience;

	private final ArrivalOrder order;

	private final Meter meter = new Meter();

	private final int filler;

	private final long began = System.nanoTime();

	private long expected;

	private boolean sending = true;

	ActiveRun(GeneratorLoop loop, Crowd crowd, Traffic traffic, Wire wire, int slots) {
		this.loop = loop;
		this.crowd = crowd;
		this.filler = traffic.payloadBytes() - Stamp.LENGTH;
		this.order = new ArrivalOrder(crowd.clients().size());
		this.audience = Audience.of(traffic.scenario(), wire, crowd, traffic.payloadBytes());
		this.senders = new Sender[traffic.scenario().senders()];
		for (int index = 0; index < this.senders.length; index++) {
			this.senders[index] = new Sender(crowd.clients().get(index), slots);
		}
	}

	/**
	 * Creates a run.
	 * @param loop the generator's loop
	 * @param crowd clients that take part
	 * @param traffic what is sent
	 * @param wire how it is said
	 * @return the run, not begun yet
	 */
	public static ActiveRun of(GeneratorLoop loop, Crowd crowd, Traffic traffic, Wire wire) {
		if (traffic.pace() instanceof Pace.InFlight closed) {
			return new ClosedLoop(loop, crowd, traffic, wire, closed.messages());
		}
		return new OpenLoop(loop, crowd, traffic, wire, ((Pace.Rate) traffic.pace()).perSecond());
	}

	/**
	 * Sends the first messages.
	 */
	public abstract void begin();

	/**
	 * Goes on to send after {@link #pause()}.
	 */
	public final void resume() {
		this.sending = true;
		proceed();
	}

	/**
	 * Stops to send. What is under way still counts.
	 */
	public final void pause() {
		this.sending = false;
	}

	/** Sends what may be sent now. */
	abstract void proceed();

	/** A message of a sender has reached one of its receivers. */
	abstract void delivered(Sender sender, int sequence);

	/**
	 * A client may be written to again.
	 * @param client who
	 */
	public abstract void writable(Client client);

	/**
	 * Gives up what does not come. To be called about once a second.
	 */
	public abstract void sweep();

	final boolean isSending() {
		return this.sending;
	}

	final Sender[] senders() {
		return this.senders;
	}

	final GeneratorLoop loop() {
		return this.loop;
	}

	final long began() {
		return this.began;
	}

	/**
	 * Sends a message to the next target.
	 * @return how many will receive it, 0 if there is nobody and nothing was sent
	 */
	final int send(int sender, int sequence, long due) {
		int receivers = this.audience.next();
		if (receivers > 0) {
			this.meter.sent();
			this.expected += receivers;
			this.senders[sender].client()
				.send(this.audience.envelope(), due, (this.crowd.base() + sender) & 0xFFFF, sequence);
		}
		return receivers;
	}

	/**
	 * Counts a stamped message if it is one of this run's.
	 * @param receiver who got it
	 * @param due when it was due
	 * @param number who sent it
	 * @param sequence its number
	 * @return filler bytes behind the stamp, 0 for a message of somebody else
	 */
	public final int stamped(Client receiver, long due, int number, int sequence) {
		int sender = (number - this.crowd.base()) & 0xFFFF;
		if (sender >= this.senders.length || due - this.began < 0) {
			return 0;
		}
		if (receiver.isListening()) {
			this.meter.delivered(this.loop.now() - due);
			this.order.arrived(receiver.index(), sender, sequence);
			delivered(this.senders[sender], sequence);
		}
		return this.filler;
	}

	/**
	 * Whether all has come that is expected.
	 * @return {@code true} if nothing is under way
	 */
	public final boolean isComplete() {
		return this.meter.allDeliveries() >= this.expected;
	}

	/**
	 * What happened since the last call.
	 * @return the interval
	 */
	public final Interval interval() {
		return this.meter.interval();
	}

	/**
	 * What the run came to.
	 * @return the outcome
	 */
	public final Outcome outcome() {
		return new Outcome(this.meter.allSent(), this.expected, this.meter.allDeliveries(), this.order.disordered());
	}

}
