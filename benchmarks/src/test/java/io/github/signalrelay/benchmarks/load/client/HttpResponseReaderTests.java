// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class HttpResponseReaderTests {

	private static final String RESPONSES = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
			+ "HTTP/1.1 204 No Content\r\n\r\n" + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
			+ "3;name=value\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\nTrailer: x\r\n\r\n"
			+ "HTTP/1.1 404 Not Found\r\ncontent-length:0\r\nconnection: close\r\n\r\n";

	@Test
	void responsesCutAnywhere() {
		byte[] data = RESPONSES.getBytes(StandardCharsets.ISO_8859_1);
		for (int cut = 0; cut <= data.length; cut++) {
			HttpResponseReader reader = new HttpResponseReader();
			List<String> seen = new ArrayList<>();
			StringBuilder body = new StringBuilder();
			read(reader, data, 0, cut, body, seen);
			read(reader, data, cut, data.length, body, seen);
			assertThat(seen).as("cut at %s", cut)
				.containsExactly("200 hello", "204 ", "200 abc0123456789abcdef", "404 ");
			assertThat(reader.isClosing()).isTrue();
		}
	}

	private static void read(HttpResponseReader reader, byte[] data, int from, int to, StringBuilder body,
			List<String> seen) {
		int at = from;
		while (at < to) {
			at = reader.read(data, at, to, (bytes, start, end) -> body
				.append(new String(bytes, start, end - start, StandardCharsets.US_ASCII)));
			if (reader.isDone()) {
				seen.add(reader.status() + " " + body);
				body.setLength(0);
				reader.next();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 2x0 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n" })
	void whatIsNoResponse(String text) {
		byte[] data = text.getBytes(StandardCharsets.ISO_8859_1);
		assertThatIllegalStateException()
			.isThrownBy(() -> new HttpResponseReader().read(data, 0, data.length, (a, b, c) -> {
			}));
	}

	@Test
	void endlessHeader() {
		byte[] data = "x".repeat(20_000).getBytes(StandardCharsets.ISO_8859_1);
		assertThatIllegalStateException()
			.isThrownBy(() -> new HttpResponseReader().read(data, 0, data.length, (a, b, c) -> {
			}))
			.withMessageContaining("header");
	}

}
