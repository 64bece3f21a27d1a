// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javaclient;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.microsoft.signalr.HubException;
import com.microsoft.signalr.TransportEnum;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.tests.app.Person;
import io.github.signalrelay.tests.app.WhoAmI;
import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.DeploymentKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the published Java client finds in every deployment. Ada and Bob are clients of
 * different app servers where there are several. The Java client has no reconnect of its
 * own, so after a restart it is started again by hand.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JavaClientContract implements JavaClientStreams, JavaClientResults {

	private final DeploymentKind kind;

	private final TransportEnum transport;

	private Deployment deployment;

	private JavaClient ada;

	private JavaClient bob;

	/**
	 * Creates the tests of one deployment and transport.
	 * @param kind the deployment under test
	 * @param transport transport of all clients: the Java client has WebSockets and long
	 * polling
	 */
	JavaClientContract(DeploymentKind kind, TransportEnum transport) {
		this.kind = kind;
		this.transport = transport;
	}

	@BeforeAll
	void start() {
		this.deployment = this.kind.start();
	}

	@AfterAll
	void stop() {
		this.deployment.close();
	}

	@Override
	public TransportEnum transport() {
		return this.transport;
	}

	private URI hub(int server) {
		List<URI> hubs = this.deployment.hubs();
		return hubs.get(server % hubs.size());
	}

	@Override
	public URI hub(int server, String hub) {
		return hub(server).resolve("/" + hub);
	}

	@Override
	public JavaClient ada() {
		return this.ada;
	}

	@Override
	public JavaClient bob() {
		return this.bob;
	}

	@BeforeEach
	void connect() {
		this.ada = JavaClient.connect(hub(0), "user=ada&colour=deep+red", this.transport);
		this.bob = JavaClient.connect(hub(1), "user=bob", this.transport);
	}

	@AfterEach
	void disconnect() {
		this.ada.close();
		this.bob.close();
	}

	private static String tag() {
		return UUID.randomUUID().toString();
	}

	/** Waits until nothing that Ada caused before can come any more, then counts. */
	private void assertReceived(String tag, int byAda, int byBob) {
		String fence = tag();
		this.ada.run("sendToAll", fence);
		this.ada.awaitTag(fence);
		this.bob.awaitTag(fence);
		assertThat(List.of(this.ada.count(tag), this.bob.count(tag))).containsExactly(byAda, byBob);
	}

	@Test
	void callerKnowsItself() {
		assertThat(this.ada.invoke(WhoAmI.class, "whoAmI")).isEqualTo(new WhoAmI(this.ada.id(), "ada", "deep red"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hello", "Grüße 漢字 😀", "\u0000\u001e\u2028\"\\/\n" })
	void stringsComeBack(String text) {
		assertThat(this.ada.invoke(String.class, "echoString", text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE })
	void integersComeBack(int number) {
		assertThat(this.ada.invoke(Integer.class, "echoInt", number)).isEqualTo(number);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, Long.MAX_VALUE, Long.MIN_VALUE })
	void longIntegersComeBack(long number) {
		assertThat(this.ada.invoke(Long.class, "echoLong", number)).isEqualTo(number);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.1, -2.5, Double.MAX_VALUE, Double.MIN_VALUE })
	void floatingPointNumbersComeBack(double number) {
		assertThat(this.ada.invoke(Double.class, "echoDouble", number)).isEqualTo(number);
	}

	@Test
	void objectsComeBack() {
		Person person = new Person("Ada", 36, List.of("en", "fr"), new Person.Address("St James's Square", null));
		assertThat(this.ada.invoke(Person.class, "echoPerson", person)).isEqualTo(person);
	}

	@Test
	void arraysComeBack() {
		assertThat(this.ada.invoke(int[].class, "echoNumbers", List.of(1, 2, 3))).containsExactly(1, 2, 3);
	}

	@Test
	void severalArgumentsKeepTheirOrder() {
		assertThat(this.ada.invoke(String.class, "concat", "a", 7, true)).isEqualTo("a-7-true");
	}

	@ParameterizedTest
	@ValueSource(strings = { "later", "reactive" })
	void asynchronousResultsAreAwaited(String method) {
		assertThat(this.ada.invoke(String.class, method, "value")).isEqualTo("value");
	}

	@Test
	void voidMethodsComplete() {
		this.ada.run("nothing");
	}

	@Test
	void concurrentInvocationsGetTheirOwnAnswers() {
		List<CompletableFuture<String>> answers = IntStream.range(0, 50)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> this.ada.invoke(String.class, "later", "v" + i)))
			.toList();
		for (int i = 0; i < answers.size(); i++) {
			assertThat(answers.get(i).orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("v" + i);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					doesNotExist | Failed to invoke 'doesNotExist' due to an error on the server. HubException: Method does not exist.
					echoString | Failed to invoke 'echoString' due to an error on the server.
					failSecretly | An unexpected error occurred invoking 'failSecretly' on the server.
					failLater | An unexpected error occurred invoking 'failLater' on the server.
					failWithDetail | An unexpected error occurred invoking 'failWithDetail' on the server. SoldOutException: no seats left
					failReactively | An unexpected error occurred invoking 'failReactively' on the server. HubException: not today
					""")
	void errorsAreTold(String method, String expected) {
		assertThatExceptionOfType(HubException.class).isThrownBy(() -> this.ada.invoke(String.class, method))
			.withMessage(expected);
		assertThat(this.ada.invoke(String.class, "echoString", "still here")).isEqualTo("still here");
	}

	@Test
	void argumentsOfAnotherTypeAreRefused() {
		assertThatExceptionOfType(HubException.class)
			.isThrownBy(() -> this.ada.invoke(Integer.class, "echoInt", "seven"))
			.withMessage("Failed to invoke 'echoInt' due to an error on the server.");
	}

	@Test
	void sendsKeepTheirOrder() {
		int[] numbers = IntStream.range(0, 100).toArray();
		IntStream.of(numbers).forEach((number) -> this.ada.send("record", number));
		if (this.transport == TransportEnum.WEBSOCKETS) {
			assertThat(this.ada.invoke(int[].class, "recorded")).containsExactly(numbers);
		}
		else {
			// The client posts all of them at once, each on a connection of its own
			Awaitility.await()
				.untilAsserted(
						() -> assertThat(this.ada.invoke(int[].class, "recorded")).containsExactlyInAnyOrder(numbers));
		}
	}

	@Test
	void callsToTheClientKeepTheirOrder() {
		this.ada.send("count", 100);
		assertThat(this.ada.awaitNumbers(100)).containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
	}

	@Test
	void callsToTheClientKeepTheirValues() {
		Person person = new Person("Ada", 36, List.of("en"), null);
		this.ada.forgetTags();
		CompletableFuture<Person> received = this.ada.nextPerson();
		this.ada.run("replay", tag(), person);
		assertThat(received.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(person);
	}

	@ParameterizedTest
	@CsvSource({ "sendToCaller, 1, 0", "sendToOthers, 0, 1", "sendToAll, 1, 1" })
	void callerOthersAndAll(String method, int byAda, int byBob) {
		String tag = tag();
		this.ada.run(method, tag);
		assertReceived(tag, byAda, byBob);
	}

	@Test
	void clientsByConnection() {
		String toOne = tag();
		String toSeveral = tag();
		String toAllBut = tag();
		this.ada.run("sendToClient", toOne, this.bob.id());
		this.ada.run("sendToClients", toSeveral, List.of(this.ada.id(), this.bob.id()));
		this.ada.run("sendToAllExcept", toAllBut, List.of(this.bob.id()));
		this.bob.awaitTag(toOne); // takes bob's own service connection, the fence ada's
		assertReceived(toOne, 0, 1);
		assertReceived(toSeveral, 1, 1);
		assertReceived(toAllBut, 1, 0);
	}

	@Test
	void clientsByUser() {
		String toOne = tag();
		String toSeveral = tag();
		this.ada.run("sendToUser", toOne, "bob");
		this.ada.run("sendToUsers", toSeveral, List.of("ada", "bob", "nobody"));
		assertReceived(toOne, 0, 1);
		assertReceived(toSeveral, 1, 1);
	}

	@Test
	void clientsByGroup() {
		String group = tag();
		this.ada.run("join", group);
		this.bob.run("join", group);
		String toGroup = tag();
		String toOthers = tag();
		String toAllBut = tag();
		this.ada.run("sendToGroup", toGroup, group);
		this.ada.run("sendToOthersInGroup", toOthers, group);
		this.ada.run("sendToGroupExcept", toAllBut, group, List.of(this.bob.id()));
		assertReceived(toGroup, 1, 1);
		assertReceived(toOthers, 0, 1);
		assertReceived(toAllBut, 1, 0);
		this.bob.run("leave", group);
		String afterwards = tag();
		this.ada.run("sendToGroup", afterwards, group);
		assertReceived(afterwards, 1, 0);
	}

	@Test
	void comingAndGoingIsSeen() {
		this.bob.run("join", "watchers");
		JavaClient guest = JavaClient.connect(hub(0), "user=guest", this.transport);
		String id = guest.id();
		this.bob.awaitArrival(id + "=guest");
		guest.close();
		this.bob.awaitDeparture(id + "=null");
		assertThat(guest.awaitClose()).isEmpty();
	}

	@Test
	void theHubEndsAConnection() {
		this.ada.send("abort");
		assertThat(this.ada.awaitClose()).isEmpty();
	}

	@Test
	void clientsMayStartAgainAfterARestart() {
		this.deployment.restart();
		this.ada.awaitClose();
		this.bob.awaitClose();
		connect();
		String tag = tag();
		this.ada.run("sendToAll", tag);
		assertReceived(tag, 1, 1);
	}

}
