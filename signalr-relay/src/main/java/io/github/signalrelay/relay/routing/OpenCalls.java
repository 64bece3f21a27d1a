// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.CancelInvocation;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.FramedInvocationId;
import io.github.signalrelay.protocol.hub.FramedMessageType;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.StreamInvocation;

/**
 * Calls of one client that wait for an answer of its app server. Kept only for app
 * servers whose loss a client may survive: the answers are lost then, and somebody has to
 * say so. Owned by the event loop of the client.
 */
final class OpenCalls {

	/** More are not known of; a client that has more at once is closed on a loss. */
	private static final int LIMIT = 1000;

	private final HubFraming framing;

	private final Set<String> ids = new LinkedHashSet<>();

	OpenCalls(HubFraming framing) {
		this.framing = framing;
	}

	/** The client sends messages to its app server. */
	void asked(Payload messages) {
		look(messages, true);
	}

	/** The app server sends messages to the client. */
	void answered(Payload messages) {
		if (!this.ids.isEmpty()) {
			look(messages, false);
		}
	}

	private void look(Payload messages, boolean fromClient) {
		ByteBuffer bytes = messages.asByteBuffer();
		int from = bytes.position();
		while (from < bytes.limit()) {
			int end = this.framing.messageEnd(bytes, from);
			if (end == HubFraming.INCOMPLETE) {
				return;
			}
			look(bytes, from, end, fromClient);
			from = end;
		}
	}

	private void look(ByteBuffer bytes, int from, int to, boolean fromClient) {
		int type = FramedMessageType.of(bytes, from, to, this.framing);
		boolean begins = fromClient && (type == Invocation.TYPE || type == StreamInvocation.TYPE);
		boolean ends = type == (fromClient ? CancelInvocation.TYPE : Completion.TYPE);
		if (begins || ends) {
			note(FramedInvocationId.of(bytes, from, to, this.framing), begins);
		}
	}

	private void note(@Nullable String id, boolean begins) {
		if (id != null && begins && this.ids.size() <= LIMIT) {
			this.ids.add(id);
		}
		else if (id != null && !begins) {
			this.ids.remove(id);
		}
	}

	/** Whether there may be calls that are not known of. */
	boolean isOverflowing() {
		return this.ids.size() > LIMIT;
	}

	/** Gives all away. */
	List<String> take() {
		List<String> taken = List.copyOf(this.ids);
		this.ids.clear();
		return taken;
	}

}
