// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.reload;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.connection.ServiceEndpoint;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.TokenAlgorithm;
import io.github.signalrelay.service.ServerId;
import io.github.signalrelay.service.ack.AckRegistry;
import io.github.signalrelay.service.connection.RecordingHandler;
import io.github.signalrelay.service.connection.ScriptedOpener;
import io.github.signalrelay.service.connection.ScriptedOpener.Attempt;
import io.github.signalrelay.service.connection.ServiceLinkOpener;
import io.github.signalrelay.service.container.ServiceConnectionContainer;
import io.github.signalrelay.service.container.ServiceConnectionCounts;
import io.github.signalrelay.service.container.ServiceEnvironment;
import io.github.signalrelay.service.endpoint.AccessKeyAccess;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;
import io.github.signalrelay.service.endpoint.EndpointConnector;
import io.github.signalrelay.service.endpoint.HubEndpoint;
import io.github.signalrelay.service.endpoint.ServerAccess;
import io.github.signalrelay.service.routing.HubEndpoints;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of the service protocol reference, 5.7 and 6.9. */
class EndpointReloadTests {

	private static final Duration TIMEOUT = Duration.ofMinutes(5);

	private static final Ping SERVERS_QUERY = new Ping(List.of("servers", ""));

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ServiceEnvironment environment = new ServiceEnvironment(new ServerId("server"),
			new AckRegistry(this.time), this.time);

	private final EndpointConnector connector = new EndpointConnector(this::access, this::opener);

	/** By address of the endpoint. */
	private final Map<String, ScriptedOpener> openers = new LinkedHashMap<>();

	private String connecting = "";

	private HubEndpoints hub;

	private EndpointScale scale;

	private EndpointReload reload;

	@BeforeEach
	void start() {
		start(2);
	}

	private void start(int connections) {
		List<ConnectedEndpoint> initial = List.of(this.connector.connect(endpoint("a", "http://a")));
		this.hub = new HubEndpoints(initial, (endpoint) -> new ServiceConnectionContainer("chat", endpoint,
				this.environment, new RecordingHandler(), new ServiceConnectionCounts(connections, null), false));
		this.scale = new EndpointScale(initial, List.of(this.hub), this.time, TIMEOUT);
		this.reload = new EndpointReload(this.scale, this.connector);
		this.hub.all().forEach(ServiceConnectionContainer::start);
		connect("http://a");
	}

	@Test
	void aNewEndpointTakesMessagesOnceConnectedAndClientsOnceAllServersAreKnown() {
		CompletableFuture<Void> done = reload(endpoint("a", "http://a"), endpoint("b", "http://b"));
		assertThat(sending()).containsExactly("a");
		connect("http://b");
		pass(Duration.ofSeconds(1));
		assertThat(sending()).containsExactly("a", "b");
		assertThat(negotiating()).containsExactly("a");
		assertThat(sentTo("http://a")).contains(SERVERS_QUERY);
		assertThat(sentTo("http://b")).contains(SERVERS_QUERY);
		tell("http://a", "servers", "7:one;two;");
		tell("http://b", "servers", "3:one;");
		pass(Duration.ofSeconds(1));
		assertThat(negotiating()).containsExactly("a");
		tell("http://b", "servers", "4:ONE;Two;");
		pass(Duration.ofSeconds(1));
		assertThat(negotiating()).containsExactly("a", "b");
		assertThat(done).isCompleted();
	}

	@Test
	void serversAreAskedForEveryFiveSeconds() {
		reload(endpoint("a", "http://a"), endpoint("b", "http://b"));
		connect("http://b");
		pass(Duration.ofSeconds(21));
		assertThat(sentTo("http://b").stream().filter(SERVERS_QUERY::equals)).hasSizeBetween(4, 5);
	}

	@Test
	void anEndpointThatDoesNotConnectIsUsedAfterTheTimeout() {
		CompletableFuture<Void> done = reload(endpoint("a", "http://a"), endpoint("b", "http://b"));
		pass(TIMEOUT.minusSeconds(1));
		assertThat(negotiating()).containsExactly("a");
		pass(Duration.ofSeconds(2));
		assertThat(negotiating()).containsExactly("a", "b");
		assertThat(done).isCompleted();
	}

	@Test
	void withoutServiceConnectionsNothingIsWaitedFor() {
		start(0);
		assertThat(reload(endpoint("a", "http://a"), endpoint("b", "http://b"))).isCompleted();
		assertThat(negotiating()).containsExactly("a", "b");
	}

	@Test
	void anEndpointThatGoesTakesMessagesUntilItsLastClientHasLeft() {
		addB();
		CompletableFuture<Void> done = reload(endpoint("b", "http://b"));
		assertThat(negotiating()).containsExactly("b");
		assertThat(sending()).containsExactly("a", "b");
		assertThat(this.openers.get("http://a").attempts)
			.allSatisfy((attempt) -> assertThat(attempt.sent).contains(new Ping(List.of("shutdown", "fin:0"))));
		tell("http://a", "status", "1");
		pass(Duration.ofSeconds(30));
		assertThat(sending()).containsExactly("a", "b");
		tell("http://a", "status", "0");
		pass(Duration.ofSeconds(5));
		assertThat(sending()).containsExactly("b");
		assertThat(done).isCompleted();
		assertThat(this.openers.get("http://a").attempts).allMatch((attempt) -> attempt.closed).hasSize(2);
		assertThat(this.scale.endpoints()).extracting(ConnectedEndpoint::name).containsExactly("b");
	}

	@Test
	void anEndpointThatGoesIsLeftAfterTheTimeout() {
		addB();
		CompletableFuture<Void> done = reload(endpoint("b", "http://b"));
		tell("http://a", "status", "1");
		pass(TIMEOUT.plusSeconds(5));
		assertThat(done).isCompleted();
		assertThat(sending()).containsExactly("b");
	}

	@Test
	void aConnectionThatIsLostMeanwhileIsNotReplaced() {
		addB();
		CompletableFuture<Void> done = reload(endpoint("b", "http://b"));
		List.copyOf(this.openers.get("http://a").attempts).forEach((attempt) -> attempt.end("gone"));
		pass(Duration.ofSeconds(5));
		assertThat(this.openers.get("http://a").attempts).hasSize(2);
		assertThat(done).isCompleted();
	}

	@Test
	void nameClientAddressAndKeyChangeAtOnce() {
		ConnectedEndpoint endpoint = this.scale.endpoints().get(0);
		ServiceEndpoint renamed = ServiceEndpoint.of("other", ConnectionString
			.parse("Endpoint=http://a;AccessKey=another-key;ClientEndpoint=http://clients;Version=1.0"));
		assertThat(reload(renamed)).isCompleted();
		assertThat(this.scale.endpoints()).containsExactly(endpoint);
		assertThat(endpoint.name()).isEqualTo("other");
		assertThat(endpoint.access().urls().client("chat")).startsWith("http://clients/");
		assertThat(this.openers.get("http://a").attempts).hasSize(2).noneMatch((attempt) -> attempt.closed);
		ServiceEndpoint rekeyed = ServiceEndpoint.of("other",
				ConnectionString.parse("Endpoint=http://a;AccessKey=third-key;ClientEndpoint=http://clients"));
		assertThat(reload(rekeyed)).isCompleted();
		assertThat(endpoint.endpoint().connectionString().accessKey().text()).isEqualTo("third-key");
	}

	@Test
	void anotherTypeOrServerAddressIsAnotherEndpoint() {
		ServiceEndpoint moved = ServiceEndpoint.of("a",
				ConnectionString.parse("Endpoint=http://a;AccessKey=the-key;ServerEndpoint=http://servers"));
		CompletableFuture<Void> done = reload(moved);
		assertThat(this.scale.endpoints()).hasSize(2);
		connect("http://a");
		pass(TIMEOUT.multipliedBy(3));
		assertThat(done).isCompleted();
		assertThat(this.scale.endpoints()).singleElement().extracting(ConnectedEndpoint::endpoint).isEqualTo(moved);
	}

	@Test
	void ofManyReloadsTheLastCounts() {
		CompletableFuture<Void> first = reload(endpoint("a", "http://a"), endpoint("b", "http://b"));
		CompletableFuture<Void> second = reload(endpoint("a", "http://a"), endpoint("c", "http://c"));
		CompletableFuture<Void> third = reload(endpoint("d", "http://d"));
		assertThat(second).as("something newer is wanted").isCompleted();
		for (int i = 0; i < 4; i++) {
			pass(TIMEOUT);
		}
		assertThat(first).isCompleted();
		assertThat(third).isCompleted();
		assertThat(sending()).containsExactly("d");
		assertThat(this.openers).doesNotContainKey("http://c");
	}

	@Test
	void whatCannotBeIsRefused() {
		assertThat(reload()).isCompletedExceptionally();
		assertThat(reload(endpoint("a:secondary", "http://a"))).isCompletedExceptionally();
		assertThat(reload(endpoint("a", "http://a"), endpoint("b", "http://a"))).isCompletedExceptionally();
		assertThat(sending()).containsExactly("a");
	}

	private void addB() {
		CompletableFuture<Void> done = reload(endpoint("a", "http://a"), endpoint("b", "http://b"));
		connect("http://b");
		pass(Duration.ofSeconds(1));
		tell("http://a", "servers", "1:one");
		tell("http://b", "servers", "1:one");
		pass(Duration.ofSeconds(1));
		assertThat(done).isCompleted();
	}

	private CompletableFuture<Void> reload(ServiceEndpoint... endpoints) {
		return this.reload.reload(List.of(endpoints)).toCompletableFuture();
	}

	private List<String> sending() {
		return this.hub.sending().stream().map(HubEndpoint::name).toList();
	}

	private List<String> negotiating() {
		return this.hub.negotiating().stream().map(HubEndpoint::name).toList();
	}

	private void pass(Duration duration) {
		this.time.advanceTimeBy(duration);
	}

	private void connect(String address) {
		List.copyOf(opener(address).attempts).forEach(Attempt::succeed);
	}

	private void tell(String address, String... texts) {
		opener(address).attempts.get(0).receive(new Ping(List.of(texts)));
	}

	private List<Object> sentTo(String address) {
		return opener(address).attempts.stream().<Object>flatMap((attempt) -> attempt.sent.stream()).toList();
	}

	private ScriptedOpener opener(String address) {
		return this.openers.get(address);
	}

	private ServiceLinkOpener opener(ServerAccess access) {
		return this.openers.compute(this.connecting, (address, former) -> new ScriptedOpener());
	}

	private static ServiceEndpoint endpoint(String nameAndType, String address) {
		return ServiceEndpoint.of(nameAndType,
				ConnectionString.parse("Endpoint=" + address + ";AccessKey=the-key;Version=1.0"));
	}

	private AccessKeyAccess access(ServiceEndpoint endpoint) {
		ConnectionString where = endpoint.connectionString();
		this.connecting = where.endpointText();
		return new AccessKeyAccess(where, null,
				new AccessTokenIssuer(where.accessKey(), TokenAlgorithm.HS256, Clock.systemUTC()), Duration.ofHours(1));
	}

}
