// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.WebApplicationType;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.signalrelay.tests.conversation.Script.Line;
import io.github.signalrelay.tests.conversation.ScriptedService.Accepted;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;
import io.github.signalrelay.tests.raw.Negotiation;

/**
 * The service that an application with a hub dials, as scripts name it: each
 * {@code service} line takes the next service connection. Used by one thread.
 */
final class StarterPeers implements Conversation.Opener, AutoCloseable {

	private static final long SECONDS = 20;

	private static final String FIRST = "";

	private static final String ACCESS_KEY = "AccessKey=" + RelayDeployment.ACCESS_KEY;

	/** The services of a script, by the name of their endpoint; the first has none. */
	private final Map<String, ScriptedService> services = new HashMap<>();

	private final RunningApplication application;

	private CompletableFuture<Void> stopping = CompletableFuture.completedFuture(null);

	/**
	 * Starts an application that dials the script.
	 * @param script the script, with its options and further endpoints
	 */
	StarterPeers(Script script) {
		Map<String, Object> all = new HashMap<>();
		String access = script.says("identity") ? "AuthType=azure" : ACCESS_KEY;
		all.put("azure.signalr.connection-string", serve(FIRST, access));
		all.put("azure.signalr.initial-hub-server-connection-count", 1);
		for (Line line : script.lines()) {
			if (line.first().equals("endpoint")) {
				String name = line.second().replaceFirst(":.*", "");
				all.put("azure.signalr.endpoints.[" + line.second() + "]", serve(name, ACCESS_KEY));
			}
		}
		all.putAll(script.properties("app"));
		this.application = RunningApplication.start(ScriptedApplication.class, WebApplicationType.REACTIVE, all);
	}

	private String serve(String name, String access) {
		ScriptedService service = new ScriptedService();
		this.services.put(name, service);
		return "Endpoint=http://127.0.0.1:" + service.port() + ";" + access;
	}

	@Override
	public @Nullable Peer open(Line line, Map<String, String> names) throws Exception {
		switch (line.first()) {
			case "service" -> {
				return accept(line, names);
			}
			case "outside" -> this.application.bean(ScriptedApplication.Outside.class).call(line.second(), line.rest());
			case "stop" -> this.stopping = CompletableFuture.runAsync(this.application::close);
			case "negotiated" -> expectToken(line);
			case "app", "endpoint", "identity" -> {
			}
			default -> throw new AssertionError("line " + line.number() + ": who is " + line.first() + "?");
		}
		return null;
	}

	/** A client that negotiates now gets a token that is signed with this key. */
	private void expectToken(Line line) throws Exception {
		Negotiation answer = Negotiation
			.with(HttpClient.newHttpClient(), this.application.origin().resolve("/script"), "")
			.get(SECONDS, TimeUnit.SECONDS);
		SignedJWT token = SignedJWT.parse(answer.accessToken());
		String kid = token.getHeader().getKeyID();
		if (!line.second().equals(kid)
				|| !token.verify(new MACVerifier(line.rest().getBytes(StandardCharsets.UTF_8)))) {
			throw new AssertionError("line " + line.number() + ": the token is of another key, " + kid);
		}
	}

	private Peer accept(Line line, Map<String, String> names) throws InterruptedException {
		Map<String, String> expected = line.values();
		String at = expected.remove("at");
		Accepted accepted = this.services.get((at != null) ? at : FIRST).accept(SECONDS);
		if (accepted == null) {
			throw new AssertionError("line " + line.number() + ": no service connection came");
		}
		Map<String, String> query = new LinkedHashMap<>(UriComponentsBuilder.fromUriString(accepted.request().uri())
			.build()
			.getQueryParams()
			.toSingleValueMap());
		String cid = query.remove("cid");
		if (!query.equals(expected)) {
			throw new AssertionError("line " + line.number() + ": the request asked for " + query);
		}
		names.put(line.second() + ".cid", cid);
		names.put("server", String.valueOf(accepted.request().serverId()));
		return accepted.peer();
	}

	@Override
	public void close() {
		this.stopping.join();
		this.application.close();
		this.services.values().forEach(ScriptedService::close);
	}

}
