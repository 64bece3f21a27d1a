// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.scenario;

import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.client.Client;
import io.github.signalrelay.benchmarks.load.dialect.Envelope;
import io.github.signalrelay.benchmarks.load.dialect.Wire;

/**
 * To whom messages go, in turn. Belongs to the generator's event loop.
 */
abstract class Audience {

	/**
	 * Turns to the next target.
	 * @return how many will receive what is sent to it, 0 if there is no target left
	 */
	abstract int next();

	/** Envelope of a message to the target. */
	abstract Envelope envelope();

	static Audience of(Scenario scenario, Wire wire, Crowd crowd, int text) {
		if (scenario instanceof Scenario.Echo) {
			return new One(wire.echo(text), null);
		}
		if (scenario instanceof Scenario.Broadcast) {
			return new One(wire.broadcast(text), crowd);
		}
		if (scenario instanceof Scenario.SendToGroup) {
			return new Groups(crowd.members(), (group) -> wire.to("sendToGroup", "g" + group, text));
		}
		if (scenario instanceof Scenario.SendToUser) {
			return new Clients(crowd, (client) -> wire.to("sendToUser", "u" + client, text));
		}
		return new Clients(crowd, (client) -> wire.to("sendToConnection", crowd.connectionId(client), text));
	}

	/** The sender, or all. */
	private static final class One extends Audience {

		private final Envelope envelope;

		private final @Nullable Crowd all;

		private One(Envelope envelope, @Nullable Crowd all) {
			this.envelope = envelope;
			this.all = all;
		}

		@Override
		int next() {
			return (this.all != null) ? this.all.listening() : 1;
		}

		@Override
		Envelope envelope() {
			return this.envelope;
		}

	}

	/** One group after another. */
	private static final class Groups extends Audience {

		private final Members members;

		private final Envelope[] envelopes;

		private int group;

		private Groups(Members members, IntFunction<Envelope> envelopes) {
			this.members = members;
			this.envelopes = encode(members.groups(), envelopes);
			this.group = this.envelopes.length - 1;
		}

		@Override
		int next() {
			for (int tries = 0; tries < this.envelopes.length; tries++) {
				this.group = (this.group + 1) % this.envelopes.length;
				int size = this.members.size(this.group);
				if (size > 0) {
					return size;
				}
			}
			return 0;
		}

		@Override
		Envelope envelope() {
			return this.envelopes[this.group];
		}

	}

	/** One client after another. */
	private static final class Clients extends Audience {

		private final Crowd crowd;

		private final Envelope[] envelopes;

		private int client;

		private Clients(Crowd crowd, IntFunction<Envelope> envelopes) {
			this.crowd = crowd;
			this.envelopes = encode(crowd.clients().size(), envelopes);
			this.client = this.envelopes.length - 1;
		}

		@Override
		int next() {
			for (int tries = 0; tries < this.envelopes.length; tries++) {
				this.client = (this.client + 1) % this.envelopes.length;
				Client target = this.crowd.clients().get(this.client);
				if (target.isListening()) {
					return 1;
				}
			}
			return 0;
		}

		@Override
		Envelope envelope() {
			return this.envelopes[this.client];
		}

	}

	private static Envelope[] encode(int count, IntFunction<Envelope> envelope) {
		Envelope[] envelopes = new Envelope[count];
		for (int index = 0; index < count; index++) {
			envelopes[index] = envelope.apply(index);
		}
		return envelopes;
	}

}
