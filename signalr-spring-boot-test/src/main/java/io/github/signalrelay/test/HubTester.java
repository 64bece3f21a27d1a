// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.hub.dispatch.RegisteredHub;
import io.github.signalrelay.negotiate.HubNegotiator;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.test.link.InProcessClient;
import io.github.signalrelay.test.link.InProcessClients;
import io.github.signalrelay.test.link.InProcessRequest;

/**
 * Connects test clients to the hubs of the application under test, without sockets. The
 * clients negotiate by the application's beans, and the embedded relay's own engine does
 * groups, users and fan-out; see {@link TestHubClient}. What HTTP brings is missing:
 * rules of security filter chains are tested at the negotiate endpoint, as those of other
 * endpoints are.
 * <p>
 * A bean of every Spring Boot test of an application with hubs. All clients are
 * disconnected after each test method. Any thread may use it.
 */
public final class HubTester implements TestConnections, AutoCloseable {

	private static final Duration SETTLE_LIMIT = Duration.ofSeconds(10);

	private static final Duration SETTLE_POLL = Duration.ofMillis(2);

	private final HubRegistry registry;

	private final ClientNegotiation negotiation;

	private final Relay relay;

	private final List<HubProtocol> protocols;

	private final Set<TestHubClient> clients = ConcurrentHashMap.newKeySet();

	private final ExecutorService answers = Executors.newCachedThreadPool(daemons("signalr-test-answer-"));

	/** Made with the first client; guarded by this object's monitor. */
	private @Nullable InProcessClients links;

	/**
	 * Makes a tester.
	 * @param registry the hubs
	 * @param negotiator lets clients in
	 * @param relay the embedded relay
	 * @param protocols hub protocols that clients may choose
	 */
	public HubTester(HubRegistry registry, HubNegotiator negotiator, Relay relay, List<HubProtocol> protocols) {
		this.registry = registry;
		this.negotiation = new ClientNegotiation(negotiator);
		this.relay = relay;
		this.protocols = List.copyOf(protocols);
	}

	private static CustomizableThreadFactory daemons(String prefix) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(prefix);
		threads.setDaemon(true);
		return threads;
	}

	/**
	 * Connects a client without anything special, as {@code client(hub).connect()} does.
	 * @param hub class of the hub
	 * @return the client
	 * @throws HubConnectException if the client is not let in
	 */
	public TestHubClient connect(Class<?> hub) {
		return client(hub).connect();
	}

	/**
	 * Connects a client without anything special, as {@code client(hub).connect()} does.
	 * @param hub name of the hub, in any case
	 * @return the client
	 * @throws HubConnectException if the client is not let in
	 */
	public TestHubClient connect(String hub) {
		return client(hub).connect();
	}

	/**
	 * Begins to describe a client.
	 * @param hub class of the hub
	 * @return for the rest of the description
	 * @throws IllegalArgumentException if the application has no such hub
	 */
	public TestHubClientBuilder client(Class<?> hub) {
		RegisteredHub found = this.registry.hubs()
			.stream()
			.filter((candidate) -> candidate.type() == hub)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					hub.getName() + " is not a hub of this application, which has " + names()));
		return client(found.name());
	}

	/**
	 * Begins to describe a client.
	 * @param hub name of the hub, in any case
	 * @return for the rest of the description
	 * @throws IllegalArgumentException if the application has no such hub
	 */
	public TestHubClientBuilder client(String hub) {
		return new TestHubClientBuilder(this, require(hub).name(), TestUsers.current());
	}

	private RegisteredHub require(String name) {
		RegisteredHub hub = this.registry.find(name);
		if (hub == null) {
			throw new IllegalArgumentException(
					"There is no hub '" + name + "' in this application, which has " + names());
		}
		return hub;
	}

	private List<String> names() {
		return this.registry.hubs().stream().map(RegisteredHub::name).toList();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // removing cannot fail
	TestHubClient connect(ClientPlan plan) {
		ClientSession session = new ClientSession(new ClientCodec(protocol(plan.protocol())), plan.answers(),
				this.answers);
		InProcessClient link = open(this.negotiation.negotiate(require(plan.hub()).path(), plan), session);
		TestHubClient client = new TestHubClient(session, link, plan.limit(), this::settle);
		this.clients.add(client);
		session.closed().whenComplete((closed, error) -> this.clients.remove(client));
		session.start(link, plan.limit());
		return client;
	}

	private HubProtocol protocol(String name) {
		return this.protocols.stream()
			.filter((candidate) -> candidate.name().equalsIgnoreCase(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no hub protocol '" + name + "'"));
	}

	private InProcessClient open(InProcessRequest request, ClientSession session) {
		try {
			return links().open(request, session);
		}
		catch (RequestRefusedException ex) {
			throw new HubConnectException("The relay answered with status " + ex.status() + ": " + ex.text());
		}
	}

	private synchronized InProcessClients links() {
		if (this.links == null) {
			this.links = new InProcessClients(this.relay);
		}
		return this.links;
	}

	/**
	 * Disconnects all clients, and waits until the hubs have run their disconnect
	 * callbacks. Called after each test method.
	 */
	@Override
	public void endAll() {
		List<TestHubClient> connected = List.copyOf(this.clients);
		connected.forEach(TestHubClient::abandon);
		connected.forEach(TestHubClient::awaitClose);
		if (hasLinks()) {
			settle();
		}
	}

	private synchronized boolean hasLinks() {
		return this.links != null;
	}

	/**
	 * Waits until no hub is occupied with a client that has gone. Real clients over
	 * sockets may be there as well.
	 */
	private void settle() {
		try {
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(SETTLE_POLL)
				.atMost(SETTLE_LIMIT)
				.until(() -> served() <= links().count() + this.relay.clientConnections());
		}
		catch (ConditionTimeoutException ex) {
			throw new AssertionError("A disconnect callback of a hub did not end within " + SETTLE_LIMIT + ".", ex);
		}
	}

	private int served() {
		return this.registry.hubs().stream().mapToInt((hub) -> hub.dispatcher().clientCount()).sum();
	}

	/** Cuts all clients; called with the end of the application context. */
	@Override
	public void close() {
		this.answers.shutdownNow();
		InProcessClients opened;
		synchronized (this) {
			opened = this.links;
		}
		if (opened != null) {
			opened.close();
		}
	}

}
