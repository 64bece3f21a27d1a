// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.connection;

import java.nio.ByteBuffer;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceUrls} (service protocol reference, 1.1, 1.4, 4.2 and 4.3).
 */
class ServiceUrlsTests {

	private static final ServiceUrls LOCAL = urls("Endpoint=http://localhost;AccessKey=k", null);

	private static ServiceUrls urls(String connectionString, String applicationName) {
		return new ServiceUrls(ConnectionString.parse(connectionString), applicationName);
	}

	@ParameterizedTest
	@CsvSource(emptyValue = "", value = {
			"/user/path/negotiate, '', '', 'hub=chat&asrs.op=%2Fuser%2Fpath&asrs_request_id='",
			"/user/path/negotiate/, '', a, 'hub=chat&asrs.op=%2Fuser%2Fpath&asrs_request_id=a'",
			"'', ?customKey=customeValue, ?a=c, 'hub=chat&customKey=customeValue&asrs_request_id=%3Fa%3Dc'",
			"/user/path/negotiate, customKey=customeValue, &, 'hub=chat&asrs.op=%2Fuser%2Fpath&customKey=customeValue&asrs_request_id=%26'",
			"/negotiate, '', a, 'hub=chat&asrs_request_id=a'", "/user/path, '', a, 'hub=chat&asrs_request_id=a'",
			"/a b(c)!/ü/negotiate, 'x=%2F&y', a+b=, 'hub=chat&asrs.op=%2Fa+b(c)!%2F%C3%BC&x=%2F&y&asrs_request_id=a%2Bb%3D'" })
	void clientUrls(String path, String query, String requestId, String expected) {
		assertThat(LOCAL.client("Chat", new ClientRequest(path, query, requestId, null, null)))
			.isEqualTo("http://localhost/client/?" + expected);
	}

	@Test
	void culturesAreAddedWhenThereAreAny() {
		assertThat(LOCAL.client("Chat", new ClientRequest("/chat/negotiate", "", "1", "de-DE", "en"))).isEqualTo(
				"http://localhost/client/?hub=chat&asrs.op=%2Fchat&asrs_request_id=1&asrs_lang=de-DE&asrs_ui_lang=en");
		assertThat(LOCAL.client("Chat", new ClientRequest("", "", "1", "", "")))
			.isEqualTo("http://localhost/client/?hub=chat&asrs_request_id=1");
	}

	@Test
	void applicationNamesGoBeforeHubNames() {
		ServiceUrls urls = urls("Endpoint=http://localhost;AccessKey=k", "appName");
		assertThat(urls.client("Chat")).isEqualTo("http://localhost/client/?hub=appname_chat");
		assertThat(urls.clientAudience("Chat")).isEqualTo("http://localhost/client/?hub=appname_chat");
		assertThat(urls.server("Chat", "c", null)).isEqualTo("ws://localhost/server/?hub=appname_chat&cid=c");
		assertThat(urls.serverAudience("Chat")).isEqualTo("http://localhost/server/?hub=appname_chat");
		assertThat(urls("Endpoint=http://localhost;AccessKey=k", "").hubName("Chat")).isEqualTo("chat");
	}

	@Test
	void serverUrls() {
		ServiceUrls urls = urls("Endpoint=http://localhost:8888;AccessKey=k", "myApp");
		assertThat(urls.server("Chat", "2a6f0c0e-6a36-4c9c-8e0e-4c2b6f0f3f51", null))
			.isEqualTo("ws://localhost:8888/server/?hub=myapp_chat&cid=2a6f0c0e-6a36-4c9c-8e0e-4c2b6f0f3f51");
		assertThat(urls.server("Chat", "c", "a b/1"))
			.isEqualTo("ws://localhost:8888/server/?hub=myapp_chat&cid=c&target=a+b%2F1");
		assertThat(urls("Endpoint=https://h;AccessKey=k", null).server("Chat", "c", ""))
			.isEqualTo("wss://h/server/?hub=chat&cid=c");
	}

	@Test
	void audiencesHaveNoPortAndKnowNoOtherEndpoint() {
		ServiceUrls urls = urls(
				"Endpoint=https://h:8443;AccessKey=k;ClientEndpoint=http://c:1/x;ServerEndpoint=http://s:2", null);
		assertThat(urls.serverAudience("Chat")).isEqualTo("https://h/server/?hub=chat");
		assertThat(urls.clientAudience("Chat")).isEqualTo("https://h/client/?hub=chat");
		assertThat(urls.client("Chat")).isEqualTo("http://c:1/x/client/?hub=chat");
		assertThat(urls.server("Chat", "c", null)).isEqualTo("ws://s:2/server/?hub=chat&cid=c");
	}

	@Test
	void requestIdsAreEightBytesInBase64() {
		assertThat(Base64.getDecoder().decode(ClientRequest.newRequestId())).hasSize(8);
		assertThat(ClientRequest.of("/chat/negotiate", "a=1").requestId()).isNotEmpty();
		assertThat(ByteBuffer.wrap(Base64.getDecoder().decode(ClientRequest.newRequestId())).getLong())
			.isNotEqualTo(ByteBuffer.wrap(Base64.getDecoder().decode(ClientRequest.newRequestId())).getLong());
	}

}
