// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Body of a request, which has not been read yet and can be read once.
 *
 * @param bytes the body, in pieces as they come
 * @param length its length as the head of the request tells it, negative when that is not
 * known
 */
public record RequestBody(Publisher<ByteBuf> bytes, long length) {

	private static final long UNKNOWN = -1;

	/**
	 * The body of a request.
	 * @param request the request
	 * @return its body
	 */
	public static RequestBody of(HttpServerRequest request) {
		return new RequestBody(request.receive(), length(request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH)));
	}

	private static long length(@Nullable String header) {
		try {
			return (header != null) ? Long.parseLong(header) : UNKNOWN;
		}
		catch (NumberFormatException ex) {
			return UNKNOWN;
		}
	}

}
