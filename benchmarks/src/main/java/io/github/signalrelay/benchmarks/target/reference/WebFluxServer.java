// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target.reference;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;

import io.github.signalrelay.benchmarks.process.StandardOutput;

/**
 * The control: what one writes with WebFlux alone, a bounded sink for each connection.
 * Speaks the plain dialect.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class WebFluxServer {

	/** Path of the WebSocket. */
	public static final String PATH = "/ws";

	private static final Sinks.EmitFailureHandler OTHERS_EMIT = Sinks.EmitFailureHandler
		.busyLooping(Duration.ofSeconds(1));

	/**
	 * Serves until the process ends.
	 * @param arguments properties of Spring Boot
	 */
	public static void main(String[] arguments) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(WebFluxServer.class)
			.web(WebApplicationType.REACTIVE)
			.run(arguments);
		StandardOutput.listening(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	@Bean
	HandlerMapping sockets() {
		return new SimpleUrlHandlerMapping(Map.of(PATH, new Plain()), Ordered.HIGHEST_PRECEDENCE);
	}

	/** Answers the commands of the plain dialect. */
	static final class Plain implements WebSocketHandler {

		private final Set<Sinks.Many<byte[]>> all = ConcurrentHashMap.newKeySet();

		@Override
		public Mono<Void> handle(WebSocketSession session) {
			Sinks.Many<byte[]> own = Sinks.many().unicast().onBackpressureBuffer(Queues.<byte[]>small().get());
			this.all.add(own);
			Mono<Void> output = session.send(own.asFlux().map((text) -> message(session, text)));
			Mono<Void> input = session.receive().doOnNext((message) -> take(message, own)).then();
			return Mono.firstWithSignal(input, output).doFinally((end) -> this.all.remove(own));
		}

		private static WebSocketMessage message(WebSocketSession session, byte[] text) {
			return new WebSocketMessage(WebSocketMessage.Type.TEXT, session.bufferFactory().wrap(text));
		}

		private void take(WebSocketMessage message, Sinks.Many<byte[]> own) {
			DataBuffer payload = message.getPayload();
			byte[] text = new byte[payload.readableByteCount()];
			payload.read(text);
			if (text.length > 0 && text[0] == 'b') {
				this.all.forEach((sink) -> sink.emitNext(text, OTHERS_EMIT));
			}
			else {
				own.emitNext(text, OTHERS_EMIT);
			}
		}

	}

}
