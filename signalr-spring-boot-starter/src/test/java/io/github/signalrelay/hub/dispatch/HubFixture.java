// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import org.awaitility.Awaitility;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.runtime.HubEnvironment;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.JsonHubProtocol;
import io.github.signalrelay.protocol.hub.MessagePackHubProtocol;

/**
 * Hubs in a real application context; relay, transmitter and time belong to the test.
 */
final class HubFixture implements AutoCloseable {

	static final String WORKER = "hub-worker";

	static final List<HubProtocol> PROTOCOLS = List.of(new JsonHubProtocol(), new MessagePackHubProtocol());

	final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	final RecordingTransmitter transmitter = new RecordingTransmitter();

	final RecordingLink link = new RecordingLink("link-1");

	final AtomicLong clock = new AtomicLong(1_000_000_000L);

	private final ExecutorService executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, WORKER);
		thread.setDaemon(true);
		return thread;
	});

	private final AtomicInteger connectionIds = new AtomicInteger();

	static {
		Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
		Awaitility.setDefaultPollDelay(Duration.ZERO);
	}

	static HubFixture of(Class<?>... hubs) {
		return new HubFixture(UnaryOperator.identity(), hubs);
	}

	HubFixture(UnaryOperator<HubOptions> options, Class<?>... beans) {
		this(options, UnaryOperator.identity(), beans);
	}

	HubFixture(UnaryOperator<HubOptions> options, UnaryOperator<HubEnvironment> environment, Class<?>... beans) {
		ConfigurableListableBeanFactory beanFactory = this.context.getBeanFactory();
		this.context.registerBean(HubRegistry.class,
				() -> new HubRegistry(beanFactory,
						environment
							.apply(HubEnvironment.of(options.apply(HubOptions.DEFAULTS), PROTOCOLS, this.executor)),
						this.clock::get));
		this.context.registerBean(HubContextRegistrar.class, HubContextRegistrar::new);
		this.context.register(beans);
		this.context.refresh();
		registry().hubs().forEach((hub) -> hub.connect(this.transmitter));
	}

	HubRegistry registry() {
		return this.context.getBean(HubRegistry.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	RegisteredHub hub() {
		return registry().hubs().iterator().next();
	}

	HubDispatcher dispatcher() {
		return (HubDispatcher) hub().dispatcher();
	}

	/** Opens a client; it has not sent its handshake yet. */
	TestClient open() {
		return new TestClient(this, dispatcher(), this.link, "c" + this.connectionIds.incrementAndGet());
	}

	/** Opens a client that has connected over JSON. */
	TestClient connect() {
		TestClient client = open();
		client.send("{\"protocol\":\"json\",\"version\":1}");
		client.awaitHandshake();
		return client;
	}

	/** Lets time pass, and the heartbeat look at it. */
	void pass(Duration time) {
		dispatcher().tick(this.clock.addAndGet(time.toNanos()));
	}

	@Override
	public void close() {
		this.context.close();
		this.executor.shutdownNow();
	}

}
