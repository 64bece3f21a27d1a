// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import org.jspecify.annotations.Nullable;

/**
 * A client that polls. The first poll only begins the connection; a status of 204 ends
 * it.
 */
final class LongPollingClient extends RequestClient implements HttpLine.Response {

	private static final int OK = 200;

	private static final int NO_CONTENT = 204;

	private static final byte[] NO_BODY = {};

	private boolean begun;

	private @Nullable HttpLine line;

	private String request = "";

	LongPollingClient(ClientSettings settings, int index) {
		super(settings, index);
	}

	@Override
	void receive(Negotiation.Endpoint found, HttpLine incoming) {
		this.line = incoming;
		this.request = found.origin().request("GET", found.target(), found.authorization(), 0);
		poll();
	}

	private void poll() {
		Negotiation.Endpoint found = endpoint();
		if (this.line == null || found == null) {
			return;
		}
		if (!this.line.isOpen()) {
			this.line = replaceIncoming(found);
		}
		this.line.send(this.request, NO_BODY, 0, this);
	}

	@Override
	public void body(int status, byte[] data, int from, int to) {
		if (status == OK) {
			received(data, from, to);
		}
	}

	@Override
	public void end(int status) {
		if (status == OK && !isOver()) {
			poll();
			if (!this.begun) {
				this.begun = true;
				connected();
			}
		}
		else if (!isOver()) {
			end((status == NO_CONTENT) ? "the server ended the connection" : "status " + status + " for a poll", false);
		}
	}

	@Override
	public void failed(String reason, boolean unanswered) {
		end(reason, false);
	}

	/** Polls bear no pings; each of them shows that the client is there. */
	@Override
	public void ping() {
		// nothing to say
	}

	@Override
	void hangUp() {
		Negotiation.Endpoint found = endpoint();
		if (found == null) {
			abort();
			return;
		}
		requests().request(found.origin(), found.origin().request("DELETE", found.target(), found.authorization(), 0),
				(status, body) -> {
				}, (reason) -> {
				});
	}

}
