// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link UpgradeEndpoint} decides about a request.
 */
public sealed interface UpgradeAnswer {

	/**
	 * Refuses with an empty body, which makes clients show the reason phrase.
	 * @param status HTTP status
	 * @return the refusal
	 */
	static UpgradeAnswer refuse(int status) {
		return new Refused(status, "", Map.of());
	}

	/**
	 * The connection is wanted.
	 *
	 * @param connection makes what takes the channel over; called on the event loop, just
	 * before the upgrade is answered
	 * @param loop loop that the channel has to be on from then on, or {@code null} for
	 * the one where it is
	 * @param extensions value of {@code Sec-WebSocket-Extensions} in the response, or
	 * {@code null} for none
	 */
	record Accepted(Function<Channel, WebSocketConnection> connection, @Nullable EventLoop loop,
			@Nullable String extensions) implements UpgradeAnswer {

		public Accepted(Function<Channel, WebSocketConnection> connection) {
			this(connection, null, null);
		}

	}

	/**
	 * The decision takes a while, because somebody else has to be asked. The peer waits.
	 *
	 * @param answer completes on any thread with another kind of answer
	 */
	record Pending(CompletionStage<UpgradeAnswer> answer) implements UpgradeAnswer {
	}

	/**
	 * The connection is not wanted.
	 *
	 * @param status HTTP status
	 * @param text plain text for the peer, may be empty
	 * @param headers more headers of the response
	 */
	record Refused(int status, String text, Map<String, String> headers) implements UpgradeAnswer {

		public Refused {
			headers = Map.copyOf(headers);
		}

	}

}
