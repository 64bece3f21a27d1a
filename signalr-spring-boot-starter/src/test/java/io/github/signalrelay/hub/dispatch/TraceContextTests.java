// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.Map;

import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.hub.observation.ConnectionRecorder;
import io.github.signalrelay.hub.observation.HubObservations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * W3C trace context in, with OpenTelemetry behind Micrometer.
 */
class TraceContextTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN = "b7ad6b7169203331";

	private static final String NO_SPAN = "0000000000000000";

	private static final String TRACE_PARENT = "00-" + TRACE + "-" + SPAN + "-01";

	private final InMemorySpanExporter spans = InMemorySpanExporter.create();

	private final SdkTracerProvider provider = SdkTracerProvider.builder()
		.addSpanProcessor(SimpleSpanProcessor.create(this.spans))
		.build();

	private final OtelTracer tracer = new OtelTracer(this.provider.get("test"), new OtelCurrentTraceContext(),
			(event) -> {
			});

	private final ObservationRegistry registry = registry();

	private final HubFixture fixture = new HubFixture((options) -> options,
			(environment) -> environment
				.withObservations(new HubObservations(this.registry, null, null, ConnectionRecorder.NONE)),
			ObservedHub.class);

	private ObservationRegistry registry() {
		OtelPropagator propagator = new OtelPropagator(
				ContextPropagators.create(W3CTraceContextPropagator.getInstance()), this.provider.get("test"));
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig()
			.observationHandler(new FirstMatchingCompositeObservationHandler(
					new PropagatingReceiverTracingObservationHandler<>(this.tracer, propagator),
					new DefaultTracingObservationHandler(this.tracer)));
		return observations;
	}

	private ObservedHub hub() {
		return this.fixture.bean(ObservedHub.class);
	}

	@BeforeEach
	void tellTheTrace() {
		hub().registry = this.registry;
		hub().trace = () -> {
			Span span = this.tracer.currentSpan();
			return " in " + ((span != null) ? span.context().traceId() : "no trace");
		};
	}

	@AfterEach
	void close() {
		hub().gate.countDown();
		this.fixture.close();
		this.provider.close();
	}

	private SpanData awaitSpan(String name) {
		await().atMost(TestClient.LIMIT).until(() -> !named(name).isEmpty());
		return named(name).get(0);
	}

	private List<SpanData> named(String name) {
		return this.spans.getFinishedSpanItems().stream().filter((span) -> span.getName().equals(name)).toList();
	}

	private static void invoke(TestClient client, int type, String method, String headers) {
		client.send("{\"type\":" + type + ",\"headers\":{" + headers + "},\"invocationId\":\"1\",\"target\":\"" + method
				+ "\",\"arguments\":[]}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "traceparent", "Traceparent" })
	void aCallContinuesTheTraceOfItsHeaders(String header) {
		TestClient client = this.fixture.connect();
		invoke(client, 1, "blocking",
				"\"tracestate\":\"vendor=1\",\"" + header + "\":\"" + TRACE_PARENT + "\",\"other\":\"x\"");
		client.awaitMessages(TestClient.resultOf("1", "\"observed/blocking in " + TRACE + "\""));
		SpanData span = awaitSpan("observed/blocking");
		assertThat(span.getTraceId()).isEqualTo(TRACE);
		assertThat(span.getParentSpanId()).isEqualTo(SPAN);
		assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
		assertThat(span.getSpanContext().getTraceState().asMap()).isEqualTo(Map.of("vendor", "1"));
		assertThat(span.getAttributes().asMap().keySet()).extracting(Object::toString)
			.containsExactlyInAnyOrder("hub", "method", "kind", "outcome", "exception", "signalr.connection.id");
	}

	@Test
	void aStreamContinuesTheTraceOfItsHeaders() {
		TestClient client = this.fixture.connect();
		invoke(client, 4, "stream", "\"traceparent\":\"" + TRACE_PARENT + "\"");
		client.awaitMessages(TestClient.itemOf("1", "\"observed/stream in " + TRACE + "\""), TestClient.endOf("1"));
		assertThat(awaitSpan("observed/stream").getParentSpanId()).isEqualTo(SPAN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\"traceparent\":\"\"", "\"traceparent\":\"00-zz-zz-01\"",
			"\"traceparent\":\"00-00000000000000000000000000000000-0000000000000000-01\"" })
	void withoutAnythingOfUseACallBeginsATrace(String headers) {
		TestClient client = this.fixture.connect();
		invoke(client, 1, "blocking", headers);
		SpanData span = awaitSpan("observed/blocking");
		assertThat(span.getParentSpanId()).isEqualTo(NO_SPAN);
		assertThat(span.getTraceId()).isNotEqualTo(TRACE);
	}

	@Test
	void callsInLineAreTracesOfTheirOwn() {
		TestClient client = this.fixture.connect();
		invoke(client, 1, "waits", "\"traceparent\":\"" + TRACE_PARENT + "\"");
		invoke(client, 1, "blocking", "");
		invoke(client, 1, "reactive", "");
		hub().gate.countDown();
		assertThat(awaitSpan("observed/waits").getTraceId()).isEqualTo(TRACE);
		SpanData second = awaitSpan("observed/blocking");
		SpanData third = awaitSpan("observed/reactive");
		assertThat(second.getParentSpanId()).isEqualTo(NO_SPAN);
		assertThat(third.getParentSpanId()).isEqualTo(NO_SPAN);
		assertThat(second.getTraceId()).isNotIn(TRACE, third.getTraceId());
	}

	@Test
	void callbacksContinueTheTraceOfTheRequest() {
		TestClient client = new TestClient(this.fixture, this.fixture.dispatcher(), this.fixture.link, "c1", List.of(),
				TestClient.headers("TraceParent", TRACE_PARENT), "");
		client.send("{\"protocol\":\"json\",\"version\":1}");
		client.awaitReceived("{}");
		invoke(client, 1, "blocking", "");
		client.leave();
		for (String callback : List.of("observed connect", "observed disconnect")) {
			SpanData span = awaitSpan(callback);
			assertThat(span.getTraceId()).isEqualTo(TRACE);
			assertThat(span.getParentSpanId()).isEqualTo(SPAN);
		}
		// else all that the client ever does would be one trace
		assertThat(awaitSpan("observed/blocking").getTraceId()).isNotEqualTo(TRACE);
	}

	@Test
	void nothingIsSentToClients() {
		TestClient client = this.fixture.connect();
		invoke(client, 1, "blocking", "\"traceparent\":\"" + TRACE_PARENT + "\"");
		awaitSpan("observed/blocking");
		// the published Java client refuses messages with headers
		assertThat(client.received()).noneMatch((message) -> message.contains("headers"));
	}

}
