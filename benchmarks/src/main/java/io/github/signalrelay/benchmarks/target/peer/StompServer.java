// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target.peer;

import java.util.List;

import org.apache.tomcat.websocket.server.WsSci;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

import io.github.signalrelay.benchmarks.process.StandardOutput;

/**
 * Spring's simple broker for STOMP on Tomcat, with its defaults.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebSocketMessageBroker
@Import(StompServer.Echo.class)
public class StompServer implements WebSocketMessageBrokerConfigurer {

	/** Path of the WebSocket. */
	public static final String PATH = "/stomp";

	/**
	 * Serves until the process ends.
	 * @param arguments properties of Spring Boot
	 */
	public static void main(String[] arguments) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(StompServer.class)
			.web(WebApplicationType.SERVLET)
			.run(arguments);
		StandardOutput.listening(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	/** What the starter for WebSocket would do. */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> webSocketContainer() {
		return (factory) -> factory
			.addContextCustomizers((context) -> context.addServletContainerInitializer(new WsSci(), null));
	}

	@Override
	public void registerStompEndpoints(StompEndpointRegistry registry) {
		registry.addEndpoint(PATH).setAllowedOrigins("*");
	}

	@Override
	public void configureMessageBroker(MessageBrokerRegistry registry) {
		registry.enableSimpleBroker("/topic", "/queue");
		registry.setApplicationDestinationPrefixes("/app");
	}

	@Override
	public boolean configureMessageConverters(List<MessageConverter> converters) {
		converters.add(new StringMessageConverter());
		return false; // text is not JSON
	}

	/** Answers the sender. */
	@Controller
	static class Echo {

		@MessageMapping("/echo")
		@SendToUser(destinations = "/queue/echo", broadcast = false)
		String echo(@Payload String text) {
			return text;
		}

	}

}
