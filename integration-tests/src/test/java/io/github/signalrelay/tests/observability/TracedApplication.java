// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.observability;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * An application whose observations Spring Boot sends to OpenTelemetry, and that to a
 * list.
 */
@SpringBootApplication
class TracedApplication {

	@Bean
	InMemorySpanExporter spans() {
		return InMemorySpanExporter.create();
	}

	@Bean
	SdkTracerProvider tracerProvider(InMemorySpanExporter spans) {
		return SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
	}

	@Bean
	OtelTracer tracer(SdkTracerProvider provider) {
		return new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), (event) -> {
		});
	}

	@Bean
	ObservationHandler<Observation.Context> tracingHandler(OtelTracer tracer, SdkTracerProvider provider) {
		Tracer bare = provider.get("test");
		OtelPropagator propagator = new OtelPropagator(
				ContextPropagators.create(W3CTraceContextPropagator.getInstance()), bare);
		return new FirstMatchingCompositeObservationHandler(
				new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
				new DefaultTracingObservationHandler(tracer));
	}

}
