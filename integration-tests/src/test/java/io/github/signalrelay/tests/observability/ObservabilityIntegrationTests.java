// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.observability;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.tests.Requirements;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;
import io.github.signalrelay.tests.raw.Negotiation;
import io.github.signalrelay.tests.raw.RawClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Traces that begin at clients, and the metrics of Spring Boot's registry. The published
 * clients for JavaScript and Java cannot send headers with a call, so a raw one does.
 */
class ObservabilityIntegrationTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN = "b7ad6b7169203331";

	private static final String TRACE_PARENT = "00-" + TRACE + "-" + SPAN + "-01";

	private static final String CALL = "{\"type\":1,\"headers\":{\"traceparent\":\"" + TRACE_PARENT
			+ "\"},\"invocationId\":\"1\",\"target\":\"trace\",\"arguments\":[]}";

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static RunningApplication start(WebApplicationType type, Map<String, Object> properties) {
		return RunningApplication.start(TracedApplication.class, type, properties);
	}

	private static SpanData awaitSpan(RunningApplication app, String name) {
		List<SpanData> spans = await().atMost(LIMIT)
			.until(() -> app.bean(InMemorySpanExporter.class)
				.getFinishedSpanItems()
				.stream()
				.filter((span) -> span.getName().equals(name))
				.toList(), (found) -> !found.isEmpty());
		return spans.get(0);
	}

	/** Calls in a trace, and checks the trace that the hub sees. */
	private static void call(URI hub, String expectedAnswer) throws InterruptedException {
		BlockingQueue<String> received = new LinkedBlockingQueue<>();
		RawClient client = Negotiation.with(HTTP, hub, "")
			.thenCompose((target) -> RawClient.connect(HTTP, target, received::add))
			.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
			.join();
		client.sendMessage(CALL);
		assertThat(received.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(expectedAnswer);
		client.close();
		assertThat(client.closed()).succeedsWithin(LIMIT);
	}

	private static String answer(String trace) {
		return "{\"type\":3,\"invocationId\":\"1\",\"result\":\"" + trace + "\"}";
	}

	@ParameterizedTest
	@EnumSource(names = { "REACTIVE", "SERVLET" })
	void aCallContinuesTheTraceOfItsClient(WebApplicationType type) throws Exception {
		try (RunningApplication app = start(type, Map.of())) {
			call(app.origin().resolve("/traced"), answer(TRACE));
			SpanData span = awaitSpan(app, "traced/trace");
			assertThat(span.getTraceId()).isEqualTo(TRACE);
			assertThat(span.getParentSpanId()).isEqualTo(SPAN);
			MeterRegistry meters = app.bean(MeterRegistry.class);
			assertThat(meters.get("signalr.hub.invocations")
				.tags("hub", "traced", "method", "trace", "kind", "call", "outcome", "SUCCESS", "exception", "none")
				.timer()
				.count()).isEqualTo(1);
			await().atMost(LIMIT)
				.untilAsserted(
						() -> assertThat(meters.get("signalr.hub.connections").tag("hub", "traced").timer().count())
							.isEqualTo(1));
		}
	}

	@Test
	void aCallThroughARelayContinuesTheTraceOfItsClient() throws Exception {
		try (RunningApplication relay = RunningApplication.start(SignalRelayApplication.class,
				WebApplicationType.REACTIVE, Map.of("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY));
				RunningApplication app = start(WebApplicationType.REACTIVE,
						Map.of("azure.signalr.connection-string", RelayDeployment.connectionString(relay.origin())))) {
			URI hub = app.origin().resolve("/traced");
			RelayDeployment.awaitConnected(List.of(hub));
			call(hub, answer(TRACE));
			assertThat(awaitSpan(app, "traced/trace").getParentSpanId()).isEqualTo(SPAN);
		}
	}

	@Test
	void aConnectionContinuesTheTraceOfTheRequestOfTheJavaScriptClient() throws Exception {
		Path folder = Requirements.moduleFolder().resolve("src/test/js");
		Path node = Requirements.program("node");
		Requirements.file(folder.resolve("node_modules/@microsoft/signalr"),
				"the build runs 'npm ci' where npm is found");
		try (RunningApplication app = start(WebApplicationType.REACTIVE, Map.of())) {
			Process process = new ProcessBuilder(node.toString(), "traced-client.mjs",
					app.origin().resolve("/traced").toString(), TRACE_PARENT)
				.directory(folder.toFile())
				.redirectErrorStream(true)
				.start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).as(output).isZero();
			SpanData connect = awaitSpan(app, "traced connect");
			assertThat(connect.getTraceId()).isEqualTo(TRACE);
			assertThat(connect.getParentSpanId()).isEqualTo(SPAN);
			SpanData call = awaitSpan(app, "traced/trace");
			assertThat(output.strip()).isEqualTo(call.getTraceId()).isNotEqualTo(TRACE);
		}
	}

	@Test
	void observationsOfHubsCanBeSwitchedOff() throws Exception {
		try (RunningApplication app = start(WebApplicationType.REACTIVE,
				Map.of("management.observations.enable.signalr.hub", "false"))) {
			call(app.origin().resolve("/traced"), "{\"type\":3,\"invocationId\":\"1\",\"error\":"
					+ "\"An unexpected error occurred invoking 'trace' on the server.\"}");
			assertThat(app.bean(InMemorySpanExporter.class).getFinishedSpanItems())
				.noneMatch((span) -> span.getName().startsWith("traced"));
			assertThat(app.bean(MeterRegistry.class).find("signalr.hub.invocations").timers()).isEmpty();
		}
	}

}
