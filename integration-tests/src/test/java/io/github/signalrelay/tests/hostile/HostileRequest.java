// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is sent to an HTTP port, and what may come of it.
 *
 * @param name what is wrong
 * @param text bytes as Latin-1; {@code {host}} stands for host and port of the relay,
 * {@code {base}} for its base path and {@code {token}} for a good token
 * @param answers statuses that may be answered, {@link #CUT} for none
 */
record HostileRequest(String name, String text, Set<Integer> answers) {

	/** The connection ends without an answer. */
	static final int CUT = 0;

	/** The one origin that the relay under test allows. */
	static final String GOOD_ORIGIN = "https://good.example";

	private static final String HOST = "Host: {host}\r\n";

	private static final String CLOSE = "Connection: close\r\n";

	private static final String EMPTY = "Content-Length: 0\r\n";

	private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";

	private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

	private static final String GOOD_LINE = "GET {base}/client/?hub=test&access_token={token} HTTP/1.1\r\n";

	/** What an attacker wants to be taken for a request of its own. */
	private static final String SMUGGLED = "GET {base}/api/health HTTP/1.1\r\n" + HOST + "\r\n";

	@Override
	public String toString() {
		return this.name;
	}

	static Stream<HostileRequest> all() {
		return Stream.of(sizes(), heads(), smuggling(), names(), paths(), origins(), upgrades()).flatMap(List::stream);
	}

	private static HostileRequest of(String name, String text, Integer... answers) {
		return new HostileRequest(name, text, Set.of(answers));
	}

	private static String negotiate(String query, String headers) {
		return "POST {base}/client/negotiate" + query + " HTTP/1.1\r\n" + HOST + CLOSE + headers + "\r\n";
	}

	private static List<HostileRequest> sizes() {
		String manyShort = String.join("", IntStream.range(0, 1000).mapToObj((i) -> "X" + i + ": 1\r\n").toList());
		String many = String.join("",
				IntStream.range(0, 1000).mapToObj((i) -> "X-Header-" + i + ": some value\r\n").toList());
		return List
			.of(of("path of 64 KiB", "GET /" + "a".repeat(65536) + " HTTP/1.1\r\n" + HOST + "\r\n", 414),
					of("query of 64 KiB", negotiate("?hub=" + "a".repeat(65536), EMPTY), 414),
					of("query of 64 KiB for a WebSocket",
							"GET {base}/client/?hub=" + "a".repeat(65536) + " HTTP/1.1\r\n" + HOST + UPGRADE + KEY
									+ "\r\n",
							414),
					of("line that never ends", "GET /" + "a".repeat(65536), 414, CUT),
					of("1,000 headers", negotiate("?hub=test", EMPTY + many), 431),
					of("1,000 short headers and no token", negotiate("?hub=test", EMPTY + manyShort), 401, 431),
					of("header of 64 KiB", negotiate("?hub=test", EMPTY + "X: " + "a".repeat(65536) + "\r\n"), 431),
					of("header name of 64 KiB", negotiate("?hub=test", EMPTY + "a".repeat(65536) + ": x\r\n"), 431),
					of("token of 12 KiB",
							negotiate("?hub=test", EMPTY + "Authorization: Bearer " + "a".repeat(12288) + "\r\n"), 401),
					of("257 query parameters", negotiate("?hub=test" + "&a=1".repeat(257), EMPTY), 400),
					of("1 GiB is announced", negotiate("?hub=test", "Content-Length: 1073741824\r\n"), 401));
	}

	private static List<HostileRequest> heads() {
		return List.of(of("header without colon", negotiate("?hub=test", EMPTY + "nonsense\r\n"), 400, 401),
				of("space before colon", negotiate("?hub=test", "Content-Length : 0\r\n"), 400),
				of("NUL in header", negotiate("?hub=test", EMPTY + "X: a\u0000b\r\n"), 400),
				of("lone CR in header", negotiate("?hub=test", EMPTY + "X: a\rb\r\n"), 400),
				of("folded header", negotiate("?hub=test", EMPTY + "X: a\r\n b\r\n"), 400, 401),
				of("no version", "GET {base}/client/?hub=test\r\n\r\n", 400, CUT),
				of("version 9.9", "GET {base}/client/?hub=test HTTP/9.9\r\n" + HOST + CLOSE + "\r\n", 400, 401, 404,
						505),
				of("version of another protocol", "GET / RTSP/1.0\r\n" + HOST + CLOSE + "\r\n", 400, 404),
				of("no method", " / HTTP/1.1\r\n" + HOST + CLOSE + "\r\n", 400, 404),
				of("binary rubbish", "\u0000\u0001\u00ff\u00fe".repeat(64) + "\r\n\r\n", 400, CUT),
				of("TLS hello", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n", 400, CUT),
				of("preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, 404, 405, 505, CUT),
				of("no host", "POST {base}/client/negotiate?hub=test HTTP/1.1\r\n" + CLOSE + EMPTY + "\r\n", 400, 401),
				of("odd expectation", negotiate("?hub=test", EMPTY + "Expect: miracles\r\n"), 401, 417),
				of("CONNECT", "CONNECT relay.example:443 HTTP/1.1\r\n" + HOST + CLOSE + "\r\n", 400, 404, 405),
				of("TRACE", "TRACE {base}/client/?hub=test HTTP/1.1\r\n" + HOST + CLOSE + "\r\n", 404, 405),
				of("asterisk", "OPTIONS * HTTP/1.1\r\n" + HOST + CLOSE + "\r\n", 400, 404, 405));
	}

	private static List<HostileRequest> smuggling() {
		String post = "POST {base}/client/negotiate?hub=test HTTP/1.1\r\n" + HOST;
		return List.of(
				of("Content-Length before Transfer-Encoding",
						post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED, 400, 401),
				of("Transfer-Encoding before Content-Length",
						post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + SMUGGLED, 400, 401),
				of("Content-Length twice, different",
						post + "Content-Length: 0\r\nContent-Length: " + SMUGGLED.length() + "\r\n\r\n" + SMUGGLED,
						400),
				of("Content-Length twice, equal", post + EMPTY + EMPTY + "\r\n" + SMUGGLED, 400),
				of("Content-Length as a list", post + "Content-Length: 0, 5\r\n\r\n" + SMUGGLED, 400),
				of("Content-Length with a sign", post + "Content-Length: +0\r\n\r\n" + SMUGGLED, 400),
				of("Content-Length below zero", post + "Content-Length: -1\r\n\r\n" + SMUGGLED, 400),
				of("Content-Length beyond all numbers",
						post + "Content-Length: 99999999999999999999\r\n\r\n" + SMUGGLED, 400),
				of("Content-Length in hex", post + "Content-Length: 0x10\r\n\r\n" + SMUGGLED, 400),
				of("unknown Transfer-Encoding", post + "Transfer-Encoding: xchunked\r\n\r\n" + SMUGGLED, 400),
				of("Transfer-Encoding twice",
						post + "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
						400),
				of("Transfer-Encoding as a list", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
						400),
				of("Transfer-Encoding in HTTP/1.0",
						post.replace("1.1", "1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED, 400,
						401),
				of("chunk size that is none", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + SMUGGLED, 400, 401,
						CUT),
				of("chunk size beyond all numbers",
						post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n" + SMUGGLED, 400, 401, CUT),
				of("chunk size below zero", post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + SMUGGLED, 400, 401,
						CUT),
				of("request in the body of a WebSocket upgrade", GOOD_LINE + HOST + UPGRADE + KEY + "Content-Length: "
						+ SMUGGLED.length() + "\r\n\r\n" + SMUGGLED, 400));
	}

	private static List<HostileRequest> names() {
		List<HostileRequest> rows = new ArrayList<>();
		for (String hub : List.of("%00", "test%00", "%00test", "..%2ftest", "test%0d%0aSet-Cookie:%20a=b", "%ff", "%zz",
				"%", "test&hub=other", "", "a%20b", "%3Cscript%3E")) {
			rows.add(of("negotiation for the hub '" + hub + "'",
					negotiate("?hub=" + hub, EMPTY + "Authorization: Bearer {token}\r\n"), 400));
			rows.add(of("WebSocket for the hub '" + hub + "'",
					GOOD_LINE.replace("hub=test", "hub=" + hub) + HOST + UPGRADE + KEY + "\r\n", 400));
		}
		return rows;
	}

	private static List<HostileRequest> paths() {
		List<HostileRequest> rows = new ArrayList<>();
		for (String path : List.of("/client/../api/health", "/client/%2e%2e/api/health", "/client/..%2fapi/health",
				"/client/..;/api/health", "//api/health", "/api//health", "/api/./health", "/api/health/../health",
				"/api/health%00", "/api/health;a=b", "/api%2fhealth", "/api/health%2f", "/../../etc/passwd",
				"/%2e%2e/%2e%2e/etc/passwd", "/client/..\\..\\api\\health", "/api/health\u00ff")) {
			rows.add(of("path " + path.replace('\u00ff', '?'),
					"GET {base}" + path + " HTTP/1.1\r\n" + HOST + CLOSE + "\r\n", 400, 404));
		}
		rows.add(of("WebSocket behind a traversal",
				"GET {base}/api/../client/?hub=test&access_token={token} HTTP/1.1\r\n" + HOST + CLOSE + UPGRADE + KEY
						+ "\r\n",
				400, 404));
		rows.add(of("address of another host", "GET http://other.example/client HTTP/1.1\r\n" + HOST + CLOSE + "\r\n",
				400, 404));
		return rows;
	}

	private static List<HostileRequest> origins() {
		List<HostileRequest> rows = new ArrayList<>();
		for (String origin : List.of("https://evil.example", "null", GOOD_ORIGIN + ".evil.example",
				GOOD_ORIGIN + "@evil.example", GOOD_ORIGIN + ":444", "http://good.example",
				GOOD_ORIGIN + ", https://evil", "")) {
			rows.add(of("WebSocket of a page at '" + origin + "'",
					GOOD_LINE + HOST + UPGRADE + KEY + "Origin: " + origin + "\r\n\r\n", 403));
			rows.add(of(
					"preflight of a page at '" + origin + "'", "OPTIONS {base}/client/negotiate?hub=test HTTP/1.1\r\n"
							+ HOST + CLOSE + "Origin: " + origin + "\r\nAccess-Control-Request-Method: POST\r\n\r\n",
					403));
		}
		return rows;
	}

	private static List<HostileRequest> upgrades() {
		String end = HOST + UPGRADE + KEY + "\r\n";
		return List.of(of("WebSocket without a token", "GET {base}/client/?hub=test HTTP/1.1\r\n" + end, 401),
				of("WebSocket with a wrong token", "GET {base}/client/?hub=test&access_token=a.b.c HTTP/1.1\r\n" + end,
						401),
				of("WebSocket with two tokens",
						GOOD_LINE + HOST + UPGRADE + KEY + "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n",
						401),
				of("WebSocket of version 12", GOOD_LINE + HOST + UPGRADE.replace("13", "12") + KEY + "\r\n", 426),
				of("WebSocket without a key", GOOD_LINE + HOST + UPGRADE + "\r\n", 400),
				of("WebSocket with a short key", GOOD_LINE + HOST + UPGRADE + "Sec-WebSocket-Key: YQ==\r\n\r\n", 400),
				of("WebSocket by POST", GOOD_LINE.replace("GET", "POST") + HOST + EMPTY + UPGRADE + KEY + "\r\n", 400),
				of("WebSocket in HTTP/1.0", GOOD_LINE.replace("HTTP/1.1", "HTTP/1.0") + end, 400),
				of("WebSocket without a host", GOOD_LINE + UPGRADE + KEY + "\r\n", 400),
				of("WebSocket with two hosts", GOOD_LINE + HOST + end, 400),
				of("WebSocket for a connection that is not there",
						GOOD_LINE.replace("hub=test", "hub=test&id=nothing") + end, 404),
				of("app server with a client's token",
						"GET {base}/server/?hub=test&cid=1&access_token={token} HTTP/1.1\r\n" + end, 401));
	}

	byte[] bytes(String host, String base, String token) {
		return this.text.replace("{host}", host)
			.replace("{base}", base)
			.replace("{token}", token)
			.getBytes(StandardCharsets.ISO_8859_1);
	}

}
