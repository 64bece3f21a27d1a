// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch

import io.github.signalrelay.hub.Hub
import io.github.signalrelay.hub.HubCaller
import io.github.signalrelay.hub.HubCancellation
import io.github.signalrelay.hub.HubException
import io.github.signalrelay.hub.HubFilter
import io.github.signalrelay.hub.HubInvocation
import io.github.signalrelay.hub.HubMethod
import io.github.signalrelay.hub.OnConnected
import io.github.signalrelay.hub.OnDisconnected
import io.github.signalrelay.hub.dispatch.TestClient.endOf
import io.github.signalrelay.hub.dispatch.TestClient.errorOf
import io.github.signalrelay.hub.dispatch.TestClient.itemOf
import io.github.signalrelay.hub.dispatch.TestClient.resultOf
import io.github.signalrelay.hub.observation.HubObservations
import io.github.signalrelay.hub.runtime.HubEnvironment
import io.github.signalrelay.hub.security.RoleClaimsAuthenticationConverter
import io.github.signalrelay.hub.security.SecurityContextScope
import io.github.signalrelay.protocol.service.Claim
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.fold
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import org.junit.jupiter.params.provider.ValueSource
import org.springframework.security.core.context.ReactiveSecurityContextHolder
import org.springframework.security.core.context.SecurityContextHolder
import org.springframework.stereotype.Component
import java.util.concurrent.CompletionStage
import java.util.concurrent.CopyOnWriteArrayList

/** Hub methods that are suspending functions, and flows in both directions. */
class KotlinHubTests {

	private val fixture = HubFixture({ it.withEnableDetailedErrors(false) }, {
		HubEnvironment(it.options(), listOf(), it.protocols(), it.executor(),
			SecurityContextScope(RoleClaimsAuthenticationConverter(), SecurityContextHolder.getContextHolderStrategy()),
			listOf(), listOf(), HubObservations.NONE)
	}, KotlinHub::class.java)

	private val client = TestClient(fixture, fixture.dispatcher(), fixture.link, "k1",
		listOf(Claim("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", "Ann")), mapOf(), "")

	private val hub = fixture.bean(KotlinHub::class.java)

	init {
		client.send("""{"protocol":"json","version":1}""")
		client.awaitReceived("{}")
	}

	@AfterEach
	fun close() = fixture.close()

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = ["plain | \"a\" | \"a\"", "atOnce | 1,2 | 3", "later | \"a\" | \"a k1\"",
		"elsewhere | \"a\" | \"A\"", "nothing | | null", "maybe | | null", "deferred | | \"deferred\"",
		"numbers | [1,2] | [2,3]", "who | | \"Ann Ann\""])
	fun results(method: String, arguments: String?, result: String) {
		client.invoke("1", method, arguments.orEmpty())
		client.awaitMessages(resultOf("1", result))
	}

	/** Each but the first starts when the one before it ends, which is where a coroutine is resumed. */
	@Test
	fun callsThatWaitForACoroutineKnowTheCaller() {
		for (number in 1..3) {
			client.invoke("$number", "who", "")
		}
		client.awaitMessages(resultOf("1", "\"Ann Ann\""), resultOf("2", "\"Ann Ann\""), resultOf("3", "\"Ann Ann\""))
	}

	@ParameterizedTest
	@ValueSource(strings = ["refuses", "refusesLater"])
	fun hubExceptionsAreTold(method: String) {
		client.invoke("1", method, "")
		client.awaitMessages(errorOf("1", "An unexpected error occurred invoking '$method' on the server. HubException: no entry"))
	}

	@ParameterizedTest
	@ValueSource(strings = ["fails", "failsLater"])
	fun otherExceptionsStayOnTheServer(method: String) {
		client.invoke("1", method, "")
		client.awaitMessages(errorOf("1", "An unexpected error occurred invoking '$method' on the server."))
	}

	@Test
	fun argumentsAreCountedWithoutTheContinuation() {
		client.invoke("1", "atOnce", "1,2,3")
		client.awaitMessages(errorOf("1", "Failed to invoke 'atOnce' due to an error on the server."))
	}

	@Test
	fun aCancelledCallCancelsTheCoroutine() {
		client.invoke("1", "forever", "")
		TestClient.awaitThat { hub.events.contains("forever began") } // cancelled before, it would not begin
		client.cancel("1")
		TestClient.awaitThat { hub.events.contains("forever cancelled") }
		client.awaitMessages(errorOf("1", "An unexpected error occurred invoking 'forever' on the server."))
	}

	@Test
	fun theSignalReachesACoroutine() {
		client.invoke("1", "untilGone", "")
		client.leave()
		TestClient.awaitThat { hub.events.contains("gone") }
	}

	@ParameterizedTest
	@ValueSource(strings = ["flow", "suspendingFlow"])
	fun aFlowIsAStream(method: String) {
		client.stream("1", method, "")
		client.awaitMessages(itemOf("1", "1"), itemOf("1", "2"), itemOf("1", "3"), endOf("1"))
	}

	@Test
	fun aFlowKnowsTheCaller() {
		client.stream("1", "whoFlow", "")
		client.awaitMessages(itemOf("1", "\"Ann\""), endOf("1"))
	}

	@Test
	fun aFlowThatFailsTellsHubExceptions() {
		client.stream("1", "brokenFlow", "")
		client.awaitMessages(itemOf("1", "1"),
			errorOf("1", "An error occurred on the server while streaming results. HubException: sold out"))
	}

	@Test
	fun cancellingAStreamCancelsItsFlow() {
		client.stream("1", "endlessFlow", "")
		client.awaitMessages(itemOf("1", "0"))
		client.cancel("1")
		TestClient.awaitThat { hub.events.contains("flow cancelled") }
		client.awaitMessages(itemOf("1", "0"), endOf("1"))
	}

	@Test
	fun theEndOfTheClientCancelsAFlow() {
		client.stream("1", "endlessFlow", "")
		client.awaitMessages(itemOf("1", "0"))
		client.leave()
		TestClient.awaitThat { hub.events.contains("flow cancelled") }
	}

	@Test
	fun aFlowIsUploaded() {
		client.upload("1", "sum", "10", "\"u\"")
		client.item("u", "1")
		client.item("u", "2")
		client.endStream("u")
		client.awaitMessages(resultOf("1", "13"))
	}

	@Test
	fun anUploadThatFailsFailsTheFlow() {
		client.upload("1", "collect", "", "\"u\"")
		client.item("u", "\"a\"")
		client.send("""{"type":3,"invocationId":"u","error":"broken"}""")
		client.awaitMessages(resultOf("1", "[\"a\",\"HubException broken\"]"))
	}

	@Test
	fun aFlowGoesInAndOut() {
		client.send("""{"type":4,"invocationId":"1","target":"doubled","arguments":[],"streamIds":["u"]}""")
		client.item("u", "1")
		client.awaitMessages(itemOf("1", "2"))
		client.item("u", "2")
		client.endStream("u")
		client.awaitMessages(itemOf("1", "2"), itemOf("1", "4"), endOf("1"))
	}

	@Test
	fun callbacksMaySuspend() {
		TestClient.awaitThat { hub.events.contains("connected k1") }
		client.leave()
		TestClient.awaitThat { hub.events.contains("disconnected k1") }
	}

	@Test
	fun filtersRunAroundCoroutines() {
		HubFixture.of(FilteredKotlinHub::class.java, Shouting::class.java).use { filtered ->
			val client = filtered.connect()
			client.invoke("1", "greet", "\"Ann\"")
			client.awaitMessages(resultOf("1", "\"HELLO ANN!\""))
			client.invoke("2", "fails", "")
			client.awaitMessages(resultOf("1", "\"HELLO ANN!\""), resultOf("2", "\"CAUGHT CLOSED\""))
		}
	}

	@Component
	class Shouting : HubFilter {

		override fun invoke(invocation: HubInvocation, next: HubFilter.Next<HubInvocation>): CompletionStage<*> {
			val louder = if (invocation.arguments().isEmpty()) invocation else invocation.withArgument(0, "${invocation.arguments()[0]}!")
			return next.proceed(louder)
				.exceptionally { "caught ${it.message}" }
				.thenApply { it.toString().uppercase() }
		}

	}

	@Hub("filtered")
	class FilteredKotlinHub {

		@HubMethod
		suspend fun greet(name: String): String {
			delay(1)
			return "hello $name"
		}

		@HubMethod
		suspend fun fails(): String {
			delay(1)
			throw HubException("closed")
		}

	}

	@Hub("kotlin")
	class KotlinHub {

		val events = CopyOnWriteArrayList<String>()

		@OnConnected
		suspend fun connected(caller: HubCaller) {
			delay(1)
			events += "connected ${caller.connectionId()}"
		}

		@OnDisconnected
		suspend fun disconnected(caller: HubCaller) {
			delay(1)
			events += "disconnected ${caller.connectionId()}"
		}

		@HubMethod
		fun plain(text: String) = text

		@HubMethod
		suspend fun atOnce(left: Int, right: Int) = left + right

		@HubMethod
		suspend fun later(text: String, caller: HubCaller): String {
			delay(1)
			return "$text ${caller.connectionId()}"
		}

		@HubMethod
		suspend fun elsewhere(text: String): String = withContext(Dispatchers.IO) { text.uppercase() }

		@HubMethod
		suspend fun nothing() = delay(1)

		@HubMethod
		suspend fun maybe(): String? {
			delay(1)
			return null
		}

		@HubMethod
		fun deferred(): Deferred<String> = CompletableDeferred("deferred")

		@HubMethod
		suspend fun numbers(numbers: List<Int>): List<Int> {
			delay(1)
			return numbers.map { it + 1 }
		}

		@HubMethod
		suspend fun who(): String {
			val atOnce = SecurityContextHolder.getContext().authentication?.name
			delay(1)
			return "$atOnce ${ReactiveSecurityContextHolder.getContext().awaitSingle().authentication?.name}"
		}

		@HubMethod
		suspend fun refuses(): String = throw HubException("no entry")

		@HubMethod
		suspend fun refusesLater(): String {
			delay(1)
			throw HubException("no entry")
		}

		@HubMethod
		suspend fun fails(): String = throw IllegalStateException("secret")

		@HubMethod
		suspend fun failsLater(): String {
			delay(1)
			throw IllegalStateException("secret")
		}

		@HubMethod
		suspend fun forever(): String {
			events += "forever began"
			try {
				awaitCancellation()
			}
			finally {
				events += "forever cancelled"
			}
		}

		@HubMethod
		suspend fun untilGone(cancellation: HubCancellation) {
			while (!cancellation.isCancelled) {
				delay(1)
			}
			events += "gone"
		}

		@HubMethod
		fun flow(): Flow<Int> = flowOf(1, 2, 3)

		@HubMethod
		suspend fun suspendingFlow(): Flow<Int> {
			delay(1)
			return flow {
				emit(1)
				delay(1)
				emitAll(flowOf(2, 3))
			}
		}

		@HubMethod
		fun whoFlow(): Flow<String?> = flow {
			delay(1)
			emit(ReactiveSecurityContextHolder.getContext().awaitSingle().authentication?.name)
		}

		@HubMethod
		fun brokenFlow(): Flow<Int> = flow {
			emit(1)
			throw HubException("sold out")
		}

		@HubMethod
		fun endlessFlow(): Flow<Int> = callbackFlow {
			send(0)
			awaitClose { events += "flow cancelled" }
		}

		@HubMethod
		suspend fun sum(numbers: Flow<Int>, start: Int): Int = numbers.fold(start) { sum, number -> sum + number }

		@HubMethod
		suspend fun collect(texts: Flow<String>): List<String> =
			texts.catch { emit("${it::class.simpleName} ${it.message}") }.toList()

		@HubMethod
		fun doubled(numbers: Flow<Int>): Flow<Int> = numbers.map { it * 2 }

	}

}
