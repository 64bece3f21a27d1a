// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.deflate;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * The extension {@code permessage-deflate} of a relay that has it switched on: agrees on
 * it with clients that offer it, and has what their connections need. May be used by any
 * thread.
 * <p>
 * Netty's own handlers for the extension are of no use here: they compress once for each
 * channel, and forgo the context between messages only where the client asks for that,
 * which browsers do not.
 */
public final class PermessageDeflate {

	private final DeflateMeters meters;

	private final Map<EventLoop, DeflateCodec> codecs = new ConcurrentHashMap<>();

	/**
	 * Makes the extension of a relay.
	 * @param meters counts what is compressed
	 */
	public PermessageDeflate(DeflateMeters meters) {
		this.meters = meters;
	}

	/**
	 * Accepts the first offer that can be met (RFC 7692, section 5.1).
	 * @param offers all values of the request's header {@code Sec-WebSocket-Extensions}
	 * @return value of the response's header, or {@code null} when nothing is agreed
	 */
	public @Nullable String agree(List<String> offers) {
		for (String header : offers) {
			for (String element : header.split(",", -1)) {
				DeflateOffer offer = DeflateOffer.parse(element);
				String answer = (offer != null) ? offer.answer() : null;
				if (answer != null) {
					return answer;
				}
			}
		}
		return null;
	}

	/**
	 * Lets a connection that has agreed use the extension.
	 * @param eventLoop loop of the connection
	 * @return the codec of the loop, to be used on it only
	 */
	public DeflateCodec join(EventLoop eventLoop) {
		this.meters.agreed();
		return this.codecs.computeIfAbsent(eventLoop, (loop) -> new DeflateCodec(this.meters));
	}

}
