// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.shutdown;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.HubMigration;
import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.OnDisconnected;
import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.hub.runtime.HubEnvironment;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.JsonHubProtocol;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.service.ServerId;
import io.github.signalrelay.service.ServiceConnections;
import io.github.signalrelay.service.WireHubName;
import io.github.signalrelay.service.ack.AckRegistry;
import io.github.signalrelay.service.connection.ScriptedOpener;
import io.github.signalrelay.service.connection.ScriptedOpener.Attempt;
import io.github.signalrelay.service.container.ServiceConnectionCounts;
import io.github.signalrelay.service.container.ServiceEnvironment;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;
import io.github.signalrelay.service.endpoint.DefaultEndpointRouter;

/**
 * An app server with one hub and two service connections; the service and the time belong
 * to the test.
 */
final class StoppingServer implements AutoCloseable {

	final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	final ScriptedOpener opener = new ScriptedOpener();

	final CountDownLatch stopped = new CountDownLatch(1);

	final ServiceConnections connections;

	final Attempt first;

	final Attempt second;

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	StoppingServer(GracefulShutdownMode mode, GracefulShutdownHook... hooks) {
		this.context.registerBean(HubRegistry.class, () -> new HubRegistry(this.context.getBeanFactory(),
				HubEnvironment.of(HubOptions.DEFAULTS, List.of(new JsonHubProtocol()), this.executor)));
		this.context.register(HarbourHub.class);
		this.context.refresh();
		MigrationLevel level = (mode == GracefulShutdownMode.MIGRATE_CLIENTS) ? MigrationLevel.SHUTDOWN_ONLY
				: MigrationLevel.OFF;
		GracefulShutdownSettings settings = new GracefulShutdownSettings(mode, Duration.ofSeconds(30), level);
		this.connections = new ServiceConnections(this.context.getBean(HubRegistry.class), new WireHubName(null),
				List.of(ConnectedEndpoint.inProcess(this.opener)), new DefaultEndpointRouter(),
				new ServiceEnvironment(new ServerId("old"), new AckRegistry(this.time), this.time, level),
				new ServiceConnectionCounts(2, null), Duration.ofMinutes(5),
				new GracefulShutdown(settings, List.of(hooks), this.time));
		this.connections.start();
		this.first = this.opener.attempts.get(0).succeed();
		this.second = this.opener.attempts.get(1).succeed();
	}

	HarbourHub hub() {
		return this.context.getBean(HarbourHub.class);
	}

	void stop() {
		this.connections.stop(this.stopped::countDown);
		pass(Duration.ZERO);
	}

	void pass(Duration duration) {
		this.time.advanceTimeBy(duration);
	}

	boolean hasStopped() {
		return this.stopped.getCount() == 0;
	}

	/** Opens a client that has shaken hands. */
	void open(Attempt link, String id) {
		link.receive(new OpenConnection(id, List.of(), MessageHeaders.NONE, "", null, "json"));
		send(link, id, "{\"protocol\":\"json\",\"version\":1}");
	}

	void send(Attempt link, String id, String json) {
		link.receive(new ConnectionData(id, Payload.utf8(json + "\u001e"), null, DataMessageType.UNKNOWN, false));
	}

	void close(Attempt link, String id, @Nullable String migratesTo) {
		MessageHeaders headers = (migratesTo != null)
				? new MessageHeaders(Map.of(MessageHeaders.MIGRATE_TO, List.of(migratesTo))) : MessageHeaders.NONE;
		link.receive(new CloseConnection(id, "", headers, null));
	}

	static Ping finack() {
		return new Ping(List.of("shutdown", "finack"));
	}

	static List<String> fins(Attempt link) {
		return List.copyOf(link.sent)
			.stream()
			.filter(Ping.class::isInstance)
			.map((message) -> ((Ping) message).messages())
			.filter((words) -> words.get(0).equals("shutdown"))
			.map((words) -> words.get(1))
			.toList();
	}

	@Override
	public void close() {
		this.context.close();
		this.executor.shutdownNow();
		this.time.dispose();
	}

	@Hub("harbour")
	static class HarbourHub {

		final List<String> gone = new CopyOnWriteArrayList<>();

		final CountDownLatch entered = new CountDownLatch(1);

		final CountDownLatch release = new CountDownLatch(1);

		@HubMethod
		String load() throws InterruptedException {
			this.entered.countDown();
			this.release.await(10, TimeUnit.SECONDS);
			return "loaded";
		}

		@OnDisconnected
		void gone(@Nullable HubMigration migration, @Nullable Throwable error) {
			this.gone.add(((migration != null) ? migration.fromServer() + "-" + migration.toServer() : "closed") + " "
					+ error);
		}

	}

}
