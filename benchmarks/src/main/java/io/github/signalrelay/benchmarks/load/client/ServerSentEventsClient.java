// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

/**
 * A client that receives server-sent events. The lines around the messages are left to
 * the dialect, which skips all before a message's first brace.
 */
final class ServerSentEventsClient extends RequestClient implements HttpLine.Response {

	private static final byte[] NO_BODY = {};

	private boolean begun;

	ServerSentEventsClient(ClientSettings settings, int index) {
		super(settings, index);
	}

	@Override
	void receive(Negotiation.Endpoint found, HttpLine line) {
		line.send(found.origin()
			.request("GET", found.targetWithToken(), found.authorization() + "Accept: text/event-stream\r\n", 0),
				NO_BODY, 0, this);
	}

	@Override
	public void body(int status, byte[] data, int from, int to) {
		if (status != 200) {
			ended("events refused with status " + status);
			return;
		}
		if (!this.begun) {
			this.begun = true;
			connected();
		}
		received(data, from, to);
	}

	@Override
	public void end(int status) {
		end("the server ended the events with status " + status, false);
	}

	@Override
	public void failed(String reason, boolean unanswered) {
		end(reason, false);
	}

	/** Clients just close the stream; nothing else ends such a connection. */
	@Override
	void hangUp() {
		abort();
	}

}
