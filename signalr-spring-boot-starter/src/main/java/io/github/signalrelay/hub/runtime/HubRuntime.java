// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.runtime;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.client.ClientInterface;
import io.github.signalrelay.hub.client.CurrentFlow;
import io.github.signalrelay.hub.client.MessageEncoder;
import io.github.signalrelay.hub.definition.HubDefinition;
import io.github.signalrelay.hub.invocation.HubInvoker;
import io.github.signalrelay.hub.result.ClientResults;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.Ping;
import io.github.signalrelay.protocol.service.Payloads;

/**
 * What all client connections of one hub share.
 *
 * @param definition the hub
 * @param options its options
 * @param encoder its hub protocols
 * @param invoker calls its methods
 * @param output way to its clients
 * @param typedClients its client interface
 * @param untypedClients calls by name
 * @param pings the ping in each hub protocol
 * @param environment what all hubs of the application share
 * @param clock nanoseconds, as of {@link System#nanoTime()}
 * @param flow which client each thread serves
 * @param results results that are asked of clients
 * @param texts texts that its clients see
 */
public record HubRuntime(HubDefinition definition, HubOptions options, MessageEncoder encoder, HubInvoker invoker,
		TransmitterOutput output, ClientInterface<?> typedClients, ClientInterface<ClientProxy> untypedClients,
		Payloads pings, HubEnvironment environment, LongSupplier clock, CurrentFlow flow, ClientResults results,
		ErrorTexts texts) {

	/**
	 * With the texts that options and environment ask for.
	 * @param definition the hub
	 * @param options its options
	 * @param encoder its hub protocols
	 * @param invoker calls its methods
	 * @param output way to its clients
	 * @param typedClients its client interface
	 * @param untypedClients calls by name
	 * @param pings the ping in each hub protocol
	 * @param environment what all hubs of the application share
	 * @param clock nanoseconds, as of {@link System#nanoTime()}
	 * @param flow which client each thread serves
	 * @param results results that are asked of clients
	 */
	public HubRuntime(HubDefinition definition, HubOptions options, MessageEncoder encoder, HubInvoker invoker,
			TransmitterOutput output, ClientInterface<?> typedClients, ClientInterface<ClientProxy> untypedClients,
			Payloads pings, HubEnvironment environment, LongSupplier clock, CurrentFlow flow, ClientResults results) {
		this(definition, options, encoder, invoker, output, typedClients, untypedClients, pings, environment, clock,
				flow, results,
				new ErrorTexts(options.enableDetailedErrors(), environment::nameOf, environment.scope()::isRefusal));
	}

	/**
	 * What goes wrong in calls of the hub is told there.
	 * @return the failures
	 */
	public CallFailures failures() {
		return new CallFailures(this.definition.name(), texts());
	}

	/**
	 * Runs callbacks of the application.
	 * @return the executor for what may block
	 */
	public Executor executor() {
		return this.environment.executor();
	}

	/**
	 * The ping of a protocol, encoded once for all clients.
	 * @param protocol the protocol
	 * @return the payload
	 */
	public Payload ping(HubProtocol protocol) {
		Payload ping = this.pings.forProtocol(protocol.name());
		return (ping != null) ? ping : protocol.write(Ping.INSTANCE);
	}

}
