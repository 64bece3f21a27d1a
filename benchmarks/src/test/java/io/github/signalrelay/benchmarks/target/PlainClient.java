// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import io.github.signalrelay.benchmarks.load.Address;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JDK's WebSocket client, which trusts anybody. Used by one thread.
 */
final class PlainClient implements WebSocket.Listener, AutoCloseable {

	private static final int LIMIT_SECONDS = 10;

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	private final StringBuilder message = new StringBuilder();

	private final WebSocket socket;

	PlainClient(Address address, String path) {
		this(URI.create((address.tls() ? "wss" : "ws") + "://" + address.host() + ":" + address.port() + path));
	}

	private PlainClient(URI uri) {
		this.socket = http().newWebSocketBuilder().buildAsync(uri, this).join();
	}

	/** Negotiates as a SignalR client does, redirects included. */
	static PlainClient signalR(Address address, String query) throws Exception {
		String negotiation = post((address.tls() ? "https" : "http") + "://" + address.host() + ":" + address.port()
				+ address.path() + "/negotiate?negotiateVersion=1" + query, "");
		String url = value(negotiation, "url");
		String token = value(negotiation, "accessToken");
		String connection = value(post(url.replaceFirst("\\?", "negotiate?").replace("/?", "/negotiate?"), token),
				"connectionToken");
		return new PlainClient(
				URI.create(url.replaceFirst("^http", "ws") + "&id=" + connection + "&access_token=" + token));
	}

	private static String post(String url, String token) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url))
			.header("Authorization", "Bearer " + token)
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		HttpResponse<String> response = http().send(request, HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	private static String value(String json, String name) {
		assertThat(json).contains("\"" + name + "\":\"");
		return json.replaceAll("(?s).*\"" + name + "\":\"([^\"]*)\".*", "$1");
	}

	private static HttpClient http() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			X509ExtendedTrustManager anybody = Mockito.mock(X509ExtendedTrustManager.class);
			Mockito.when(anybody.getAcceptedIssuers()).thenReturn(new X509Certificate[0]);
			context.init(null, new TrustManager[] { anybody }, new SecureRandom());
			return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
		this.message.append(data);
		if (last) {
			this.received.add(this.message.toString());
			this.message.setLength(0);
		}
		socket.request(1);
		return null;
	}

	void send(String text) {
		this.socket.sendText(text, true).join();
	}

	/** Skips what does not fit, such as pings. */
	String await(Predicate<String> wanted) throws InterruptedException {
		String text;
		do {
			text = this.received.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
			assertThat(text).as("message").isNotNull();
		}
		while (!wanted.test(text));
		return text;
	}

	@Override
	public void close() {
		this.socket.abort();
	}

}
