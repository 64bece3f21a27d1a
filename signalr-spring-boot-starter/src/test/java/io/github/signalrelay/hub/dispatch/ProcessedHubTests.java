// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.github.signalrelay.autoconfigure.HubAutoConfiguration;
import io.github.signalrelay.autoconfigure.HubSecurityAutoConfiguration;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.aot.ProcessedContext;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls of hubs in an application that was processed ahead of time.
 */
@CompileWithForkedClassLoader
class ProcessedHubTests {

	@Test
	void methodSecurityHolds() {
		ProcessedContext.run(GuardedApplication.class, ProcessedHubTests::check);
	}

	private static void check(GenericApplicationContext context) {
		assertThat(AopUtils.isCglibProxy(context.getBean(GuardedHub.class))).isTrue();
		TestClient client = connect(context);
		client.invoke("1", "blocking", "");
		client.invoke("2", "reactive", "");
		client.invoke("3", "open", "");
		client.awaitMessages(TestClient.errorOf("1", "Failed to invoke 'blocking' because user is unauthorized"),
				TestClient.errorOf("2", "Failed to invoke 'reactive' because user is unauthorized"),
				TestClient.resultOf("3", "\"done\""));
	}

	/** A client of the application's only hub, over JSON. */
	static TestClient connect(GenericApplicationContext context) {
		RegisteredHub hub = context.getBean(HubRegistry.class).hubs().iterator().next();
		TestClient client = new TestClient(null, (HubDispatcher) hub.dispatcher(), new RecordingLink("link"), "c1");
		client.send("{\"protocol\":\"json\",\"version\":1}");
		client.awaitHandshake();
		return client;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ HubAutoConfiguration.class, HubSecurityAutoConfiguration.class })
	@EnableMethodSecurity
	@Import(GuardedHub.class)
	static class GuardedApplication {

	}

	@Hub("guarded")
	static class GuardedHub {

		@HubMethod
		@PreAuthorize("hasRole('ADMIN')")
		String blocking() {
			return "done";
		}

		@HubMethod
		@PreAuthorize("hasRole('ADMIN')")
		Mono<String> reactive() {
			return Mono.just("done");
		}

		@HubMethod
		@PreAuthorize("permitAll()")
		String open() {
			return "done";
		}

	}

}
