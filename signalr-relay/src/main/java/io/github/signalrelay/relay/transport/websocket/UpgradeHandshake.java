// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Date;
import java.util.Map;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * HTTP side of a WebSocket's opening handshake, RFC 6455 section 4.2.
 */
final class UpgradeHandshake {

	private static final String VERSION = "13";

	/** RFC 6455, section 1.3. */
	private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private static final int KEY_LENGTH = 16;

	private UpgradeHandshake() {
	}

	/**
	 * Whether a request asks for a WebSocket, be it in a correct way or not.
	 */
	static boolean isAskedFor(HttpRequest request) {
		return request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
	}

	/**
	 * Looks for what is wrong with a request.
	 * @return the refusal, or {@code null} when all is in order
	 */
	static UpgradeAnswer.@Nullable Refused check(HttpRequest request) {
		HttpHeaders headers = request.headers();
		if (!HttpMethod.GET.equals(request.method()) || !HttpVersion.HTTP_1_1.equals(request.protocolVersion())
				|| !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
				|| headers.getAll(HttpHeaderNames.HOST).size() != 1 || hasBody(headers)) {
			return refusal(HttpResponseStatus.BAD_REQUEST, Map.of());
		}
		if (!VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
			return refusal(HttpResponseStatus.UPGRADE_REQUIRED,
					Map.of(HttpHeaderNames.SEC_WEBSOCKET_VERSION.toString(), VERSION));
		}
		return isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY)) ? null
				: refusal(HttpResponseStatus.BAD_REQUEST, Map.of());
	}

	private static UpgradeAnswer.Refused refusal(HttpResponseStatus status, Map<String, String> headers) {
		return new UpgradeAnswer.Refused(status.code(), "", headers);
	}

	static boolean hasBody(HttpHeaders headers) {
		String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
		return headers.contains(HttpHeaderNames.TRANSFER_ENCODING) || (length != null && !"0".equals(length));
	}

	private static boolean isKey(@Nullable String key) {
		if (key == null) {
			return false;
		}
		try {
			return Base64.getDecoder().decode(key.trim()).length == KEY_LENGTH;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	static FullHttpResponse switchProtocols(HttpRequest request, @Nullable String extensions) {
		FullHttpResponse response = response(HttpResponseStatus.SWITCHING_PROTOCOLS, "");
		response.headers()
			.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
			.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
			.set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(request));
		if (extensions != null) {
			response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, extensions);
		}
		return response;
	}

	private static String accept(HttpRequest request) {
		String key = String.valueOf(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY)).trim();
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1")
				.digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
			return Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-1", ex);
		}
	}

	static FullHttpResponse refuse(UpgradeAnswer.Refused refused) {
		FullHttpResponse response = response(HttpResponseStatus.valueOf(refused.status()), refused.text());
		HttpHeaders headers = response.headers();
		refused.headers().forEach(headers::set);
		// An app server whose token has expired can tell by this that its clock is wrong
		headers.set(HttpHeaderNames.DATE, DateFormatter.format(new Date()));
		if (!refused.text().isEmpty()) {
			headers.set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
		}
		headers.setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
		headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		return response;
	}

	private static FullHttpResponse response(HttpResponseStatus status, String text) {
		return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
				text.isEmpty() ? Unpooled.EMPTY_BUFFER : Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
	}

}
