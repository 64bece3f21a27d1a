// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.jmh;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.context.support.GenericApplicationContext;

import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.dispatch.ClientMessageHandler;
import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.hub.runtime.HubEnvironment;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.JsonHubProtocol;
import io.github.signalrelay.protocol.hub.MessagePackHubProtocol;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.DataMessageType;

/**
 * One call of a hub method within the process, from the bytes that a service connection
 * brings to the bytes of the answer: 64 bytes of text there and back.
 */
public class DispatcherBenchmark extends MicroBenchmark {

	private static final int PIPELINED = 16;

	/** Threads of the executor that Spring Boot makes. */
	private static final int THREADS = 8;

	/** Name of the hub protocol. */
	@Param({ "json", "messagepack" })
	public String protocol = "json";

	/**
	 * How the method returns: {@code blocking} goes over an executor with threads of its
	 * own, {@code inline} is the same method with an executor that calls it at once.
	 */
	@Param({ "inline", "blocking", "stage", "mono" })
	public String style = "inline";

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

	private final EchoLink link = new EchoLink();

	private @Nullable ClientMessageHandler dispatcher;

	private ConnectionData one = data(Payload.EMPTY);

	private ConnectionData many = data(Payload.EMPTY);

	/**
	 * Opens a client and shakes hands.
	 */
	@Setup
	public void open() {
		HubProtocol spoken = "json".equals(this.protocol) ? new JsonHubProtocol() : new MessagePackHubProtocol();
		HubEnvironment environment = HubEnvironment.of(HubOptions.DEFAULTS, List.of(spoken),
				"inline".equals(this.style) ? Runnable::run : this.pool);
		this.context.registerBean(EchoHub.class);
		this.context.registerBean(HubRegistry.class, () -> new HubRegistry(this.context.getBeanFactory(), environment));
		this.context.refresh();
		this.dispatcher = this.context.getBean(HubRegistry.class).hubs().iterator().next().dispatcher();
		this.dispatcher.onMessage(this.link, EchoLink.opening());
		send(data(Payload.utf8("{\"protocol\":\"" + this.protocol + "\",\"version\":1}\u001e")), 1);
		Payload call = spoken.write(call("inline".equals(this.style) ? "blocking" : this.style));
		this.one = data(call);
		this.many = data(repeat(call));
		check(send(this.one, 1));
	}

	private static Invocation call(String target) {
		return new Invocation(Map.of(), "42", target, List.of("x".repeat(SMALL)), List.of());
	}

	private static ConnectionData data(Payload payload) {
		return new ConnectionData(EchoLink.CLIENT, payload, null, DataMessageType.UNKNOWN, false);
	}

	private static Payload repeat(Payload call) {
		ByteArrayOutputStream calls = new ByteArrayOutputStream();
		for (int count = 0; count < PIPELINED; count++) {
			call.writeTo(calls::write);
		}
		return Payload.wrap(calls.toByteArray());
	}

	/** A benchmark of refusals would be fast, and worth nothing. */
	private static void check(@Nullable Payload answer) {
		if (answer == null || !answer.toUtf8String().contains("x".repeat(SMALL))) {
			throw new IllegalStateException("The hub did not echo");
		}
	}

	/**
	 * Ends the hub.
	 */
	@TearDown
	public void close() {
		this.context.close();
		this.pool.shutdownNow();
	}

	private @Nullable Payload send(ConnectionData data, int answers) {
		if (this.dispatcher == null) {
			throw new IllegalStateException("Not set up");
		}
		this.dispatcher.onMessage(this.link, data);
		return this.link.await(answers);
	}

	/**
	 * A call by itself.
	 * @return the answer
	 */
	@Benchmark
	public @Nullable Payload call() {
		return send(this.one, 1);
	}

	/**
	 * Sixteen calls that came in one piece, as a client sends that does not wait.
	 * @return the last answer
	 */
	@Benchmark
	@OperationsPerInvocation(PIPELINED)
	public @Nullable Payload pipelinedCalls() {
		return send(this.many, PIPELINED);
	}

}
