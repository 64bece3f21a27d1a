// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A client that receives on one HTTP connection and sends by requests on another, one at
 * a time: what is to be sent meanwhile goes with the next one.
 */
abstract class RequestClient extends Client {

	private static final int PILE_LIMIT = 64 * 1024;

	private final ClientSettings settings;

	private Negotiation.@Nullable Endpoint endpoint;

	private @Nullable HttpLine incoming;

	private @Nullable HttpLine outgoing;

	private byte[] pile = {};

	private int piled;

	private boolean posting;

	private boolean full;

	private boolean over;

	RequestClient(ClientSettings settings, int index) {
		super(settings, index);
		this.settings = settings;
	}

	@Override
	final void begin() {
		Negotiation.start(this.settings, index(), this::begin, this::closed);
	}

	private void begin(Negotiation.Endpoint found) {
		if (this.over) {
			return;
		}
		this.endpoint = found;
		HttpLine line = new HttpLine(loop(), found.origin());
		this.incoming = line;
		receive(found, line);
	}

	/** Begins to receive. */
	abstract void receive(Negotiation.Endpoint found, HttpLine line);

	@Override
	final String progress() {
		return (this.endpoint == null) ? "negotiating" : "waiting for the server's first words";
	}

	/** Connects anew for what comes. */
	final HttpLine replaceIncoming(Negotiation.Endpoint found) {
		HttpLine line = new HttpLine(loop(), found.origin());
		this.incoming = line;
		return line;
	}

	final HttpPool requests() {
		return this.settings.requests();
	}

	final Negotiation.@Nullable Endpoint endpoint() {
		return this.endpoint;
	}

	final boolean isOver() {
		return this.over;
	}

	@Override
	final void append(byte[] message, int length) {
		if (this.pile.length < this.piled + length) {
			this.pile = Arrays.copyOf(this.pile, Math.max(this.piled + length, 2 * this.pile.length));
		}
		System.arraycopy(message, 0, this.pile, this.piled, length);
		this.piled += length;
		this.full = this.piled > PILE_LIMIT;
	}

	@Override
	final void flushNow() {
		Negotiation.Endpoint target = this.endpoint;
		if (this.posting || this.piled == 0 || target == null || this.over) {
			return;
		}
		HttpLine line = this.outgoing;
		if (line == null || !line.isOpen()) {
			line = new HttpLine(loop(), target.origin());
			this.outgoing = line;
		}
		this.posting = true;
		String type = wire().binary() ? "application/octet-stream" : "text/plain;charset=UTF-8";
		String head = target.origin()
			.request("POST", target.target(), target.authorization() + "Content-Type: " + type + "\r\n", this.piled);
		line.send(head, this.pile, this.piled, new Posted());
		this.piled = 0;
	}

	private void posted(int status) {
		this.posting = false;
		if (status != 200 && !isLeaving()) {
			ended("status " + status + " for a message");
			return;
		}
		flushNow();
		if (this.full && !this.posting) {
			this.full = false;
			owner().writable(this);
		}
	}

	@Override
	public final boolean isWritable() {
		return this.piled <= PILE_LIMIT;
	}

	@Override
	final void reading(boolean on) {
		if (this.incoming != null) {
			this.incoming.reading(on);
		}
	}

	@Override
	final void abort() {
		end("given up", isLeaving());
	}

	/** Ends what there is of the connection. */
	final void end(String reason, boolean reset) {
		this.over = true;
		for (HttpLine line : new HttpLine[] { this.incoming, this.outgoing }) {
			if (line != null && reset) {
				line.reset();
			}
			else if (line != null) {
				line.close();
			}
		}
		closed(reason);
	}

	/** Waits for the answer to what was sent. */
	private final class Posted implements HttpLine.Response {

		@Override
		public void body(int status, byte[] data, int from, int to) {
			// says nothing that the status does not
		}

		@Override
		public void end(int status) {
			posted(status);
		}

		@Override
		public void failed(String reason, boolean unanswered) {
			RequestClient.this.posting = false;
			if (!RequestClient.this.over) {
				ended("a message could not be sent: " + reason);
			}
		}

	}

}
