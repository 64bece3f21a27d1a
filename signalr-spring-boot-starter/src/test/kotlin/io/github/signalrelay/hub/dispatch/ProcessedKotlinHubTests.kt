// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch

import io.github.signalrelay.autoconfigure.HubAutoConfiguration
import io.github.signalrelay.hub.aot.ProcessedContext
import io.github.signalrelay.security.QuotesHub
import org.junit.jupiter.api.Test
import org.springframework.boot.autoconfigure.ImportAutoConfiguration
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.Import
import org.springframework.core.test.tools.CompileWithForkedClassLoader

/** A hub in Kotlin in an application that was processed ahead of time. */
@CompileWithForkedClassLoader
class ProcessedKotlinHubTests {

	@Test
	fun suspendingFunctionsAndFlowsWork() {
		ProcessedContext.run(KotlinApplication::class.java) { context ->
			val client = ProcessedHubTests.connect(context)
			client.invoke("1", "price", "\"ACME\"")
			client.awaitMessages(TestClient.resultOf("1", "42"))
			client.upload("2", "total", "", "\"s\"")
			client.item("s", "1")
			client.item("s", "2")
			client.endStream("s")
			client.awaitMessages(TestClient.resultOf("1", "42"), TestClient.resultOf("2", "3"))
			client.invoke("3", "price", "\"NONE\"")
			client.awaitMessages(TestClient.resultOf("1", "42"), TestClient.resultOf("2", "3"),
				TestClient.errorOf("3", "An unexpected error occurred invoking 'price' on the server. HubException: Unknown: NONE"))
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(HubAutoConfiguration::class)
	@Import(QuotesHub::class)
	class KotlinApplication

}
