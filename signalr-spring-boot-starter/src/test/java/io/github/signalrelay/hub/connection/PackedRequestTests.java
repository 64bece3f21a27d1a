// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.hub.HubRequest;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.OpenConnection;

import static org.assertj.core.api.Assertions.assertThat;

class PackedRequestTests {

	private static OpenConnection message(Map<String, List<String>> headers, String query) {
		return new OpenConnection("c", List.of(new Claim("role", "cook")), new MessageHeaders(headers), query, null,
				"json");
	}

	@Test
	void nothingIsLostOnTheWay() {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		headers.put("X-Two", List.of("1", "zwei \u00fc \ud83d\ude00"));
		headers.put("X-Empty", List.of(""));
		headers.put("X-Forwarded-For", List.of("10.1.2.3"));
		headers.put(MessageHeaders.TRANSPORT, List.of("WebSockets"));
		OpenConnection message = message(headers, "?asrs.op=%2Fchat&a=1&a=2");
		HubRequest request = new PackedRequest(message).unpack();
		assertThat(request).isEqualTo(ForwardedRequest.read(message));
		assertThat(request.path()).isEqualTo("/chat");
		assertThat(request.query()).containsEntry("a", List.of("1", "2"));
		assertThat(request.headers().get("x-two")).containsExactly("1", "zwei \u00fc \ud83d\ude00");
		assertThat(request.remoteAddress()).isEqualTo("10.1.2.3");
	}

	@Test
	void emptyRequestIsNotAProblem() {
		OpenConnection message = message(Map.of(), "");
		assertThat(new PackedRequest(message).unpack()).isEqualTo(ForwardedRequest.read(message));
	}

	@Test
	void whoeverAsksWhileItIsUsedGetsTheSame() {
		PackedRequest packed = new PackedRequest(message(Map.of("X-A", List.of("1")), "?a=1"));
		HubRequest request = packed.unpack();
		assertThat(packed.unpack()).isSameAs(request);
		assertThat(request.header("x-a")).isEqualTo("1");
	}

}
