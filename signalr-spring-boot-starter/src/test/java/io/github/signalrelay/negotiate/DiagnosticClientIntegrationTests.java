// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;

import static org.assertj.core.api.Assertions.assertThat;

/** A diagnostic client from its negotiation to its hub (reference, 4.4, 4.9 and 6.12). */
class DiagnosticClientIntegrationTests {

	private static final String SECURITY = "org.springframework.boot.security.autoconfigure.";

	@Test
	void hubsSeeWhichClientsAreObserved() {
		try (ConfigurableApplicationContext app = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.REACTIVE)
			.properties(Map.of("spring.jmx.enabled", "false"))
			.run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off")) {
			String url = "http://127.0.0.1:" + app.getEnvironment().getRequiredProperty("local.server.port")
					+ "/watched";
			assertThat(mark(url + "?observe=1")).isEqualTo("true");
			assertThat(mark(url)).isEqualTo("none");
		}
	}

	private static String mark(String url) {
		HubConnection connection = HubConnectionBuilder.create(url).build();
		try {
			connection.start().timeout(20, TimeUnit.SECONDS).blockingAwait();
			return connection.invoke(String.class, "mark").timeout(20, TimeUnit.SECONDS).blockingGet();
		}
		finally {
			connection.close();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = { SECURITY + "web.servlet.ServletWebSecurityAutoConfiguration",
			SECURITY + "web.reactive.ReactiveWebSecurityAutoConfiguration",
			SECURITY + "actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
			SECURITY + "actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration" })
	static class Application {

		@Bean
		WatchedHub watched() {
			return new WatchedHub();
		}

		@Bean
		DiagnosticClientFilter diagnostics() {
			return (context) -> String.valueOf(context.uri().getQuery()).contains("observe=1");
		}

	}

	@Hub(value = "watched", path = "/watched")
	static class WatchedHub {

		@HubMethod
		String mark(HubCaller caller) {
			String mark = caller.request().header("Asrs-Is-Diagnostic-Client");
			return (mark != null) ? mark : "none";
		}

	}

}
