// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.negotiate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.netty.handler.codec.http.HttpResponseStatus;

import io.github.signalrelay.protocol.Payload;

/**
 * HTTP response of the relay. Its body is whole, so that a Content-Length can be sent.
 *
 * @param status HTTP status
 * @param headers headers beside the length
 * @param body the body, may be empty
 */
public record RelayResponse(int status, Map<String, String> headers, Payload body) {

	public RelayResponse {
		headers = Map.copyOf(headers);
	}

	/**
	 * A response with a plain text, which clients put into their error message.
	 * @param status HTTP status
	 * @param text the text, may be empty
	 * @return the response
	 */
	public static RelayResponse text(int status, String text) {
		return new RelayResponse(status, Map.of("Content-Type", "text/plain"), Payload.utf8(text));
	}

	/**
	 * The same response with more headers.
	 * @param more headers to add
	 * @return a new response
	 */
	public RelayResponse with(Map<String, String> more) {
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.putAll(more);
		return new RelayResponse(this.status, all, this.body);
	}

	/**
	 * The same response for HTTP/2, which has no reason phrases: where a refusal has no
	 * text, clients would show an error without any, so that the phrase becomes the text.
	 * @return this response, or one with a body
	 */
	public RelayResponse withoutReasonPhrase() {
		return isRefusal() && this.body.isEmpty() ? new RelayResponse(this.status, this.headers,
				Payload.utf8(HttpResponseStatus.valueOf(this.status).reasonPhrase())) : this;
	}

	/**
	 * Whether the request was turned away.
	 * @return {@code true} from status 400 on
	 */
	public boolean isRefusal() {
		return this.status >= 400;
	}

}
