// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security

import com.microsoft.signalr.HubConnectionBuilder
import com.microsoft.signalr.TransportEnum
import io.reactivex.rxjava3.core.Observable
import java.util.Base64
import java.util.concurrent.TimeUnit
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import org.springframework.boot.WebApplicationType
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.boot.builder.SpringApplicationBuilder
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.Import

/** A hub in Kotlin, called by the published client over sockets. */
class KotlinHubIntegrationTests {

	@ParameterizedTest
	@EnumSource(value = WebApplicationType::class, names = ["REACTIVE", "SERVLET"])
	fun theDocumentedHubWorks(type: WebApplicationType) {
		SpringApplicationBuilder(KotlinApplication::class.java).web(type).run("--server.port=0", "--server.address=127.0.0.1",
			"--signalr.relay.embedded.address=127.0.0.1", "--spring.main.banner-mode=off", "--spring.security.user.name=ann",
			"--spring.security.user.password=secret").use { app ->
			val port = app.environment.getRequiredProperty("local.server.port")
			val client = HubConnectionBuilder.create("http://127.0.0.1:$port/quotes")
				.withTransport(TransportEnum.WEBSOCKETS)
				.withHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString("ann:secret".toByteArray()))
				.build()
			assertThat(client.start().blockingAwait(PATIENCE, TimeUnit.SECONDS)).isTrue()
			assertThat(client.invoke(Int::class.javaObjectType, "price", "ACME").blockingGet()).isEqualTo(42)
			assertThatThrownBy { client.invoke(Int::class.javaObjectType, "price", "NONE").blockingGet() }
				.hasMessageEndingWith("HubException: Unknown: NONE")
			assertThat(client.stream(Int::class.javaObjectType, "prices", "ACME").take(3).toList().blockingGet())
				.containsExactly(42, 42, 42)
			assertThat(client.invoke(Int::class.javaObjectType, "total", Observable.just(1, 2, 3)).blockingGet()).isEqualTo(6)
			client.stop().blockingAwait()
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(QuotesHub::class)
	class KotlinApplication

	private companion object {

		const val PATIENCE = 20L

	}

}
