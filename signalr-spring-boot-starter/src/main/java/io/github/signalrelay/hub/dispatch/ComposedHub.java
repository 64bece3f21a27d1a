// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.client.ClientInterface;
import io.github.signalrelay.hub.client.CurrentFlow;
import io.github.signalrelay.hub.client.MessageEncoder;
import io.github.signalrelay.hub.client.OutboundClients;
import io.github.signalrelay.hub.client.OutboundGroups;
import io.github.signalrelay.hub.client.OutboundHubContext;
import io.github.signalrelay.hub.definition.HubDefinition;
import io.github.signalrelay.hub.invocation.HubBean;
import io.github.signalrelay.hub.invocation.HubFilters;
import io.github.signalrelay.hub.invocation.HubInvoker;
import io.github.signalrelay.hub.result.ClientResults;
import io.github.signalrelay.hub.runtime.HubEnvironment;
import io.github.signalrelay.hub.runtime.HubRuntime;
import io.github.signalrelay.hub.runtime.HubTransmitter;
import io.github.signalrelay.hub.runtime.TransmitterOutput;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.Ping;

/**
 * A hub put together of its parts.
 */
final class ComposedHub implements RegisteredHub {

	private final HubDefinition definition;

	private final HubOptions options;

	private final HubBean bean;

	private final MessageEncoder encoder;

	private final HubDispatcher dispatcher = new HubDispatcher();

	private final TransmitterOutput output;

	private final HubContext<?> context;

	ComposedHub(HubDefinition definition, HubBean bean, HubFilters filters, HubOptions options,
			HubEnvironment environment, LongSupplier clock) {
		this.definition = definition;
		this.options = options;
		this.bean = bean;
		this.encoder = new MessageEncoder(supported(definition, options, environment.protocols()));
		this.output = new TransmitterOutput(definition.name(), this.dispatcher::localClient);
		CurrentFlow flow = new CurrentFlow();
		ClientInterface<?> clientInterface = new ClientInterface<>(definition.clientType(), flow::mayBlock);
		ClientResults results = new ClientResults(this.encoder, this.output, flow, options.clientResultTimeout(),
				clock);
		this.output.answers(results);
		this.context = context(clientInterface, flow);
		this.dispatcher.start(new HubRuntime(definition, options, this.encoder,
				new HubInvoker(definition, bean, environment.executor(), flow, environment.scope(), filters),
				this.output, clientInterface, new ClientInterface<>(ClientProxy.class, flow::mayBlock),
				this.encoder.encode(Ping.INSTANCE), environment, clock, flow, results));
	}

	/** Names are compared without regard to case, as in handshakes. */
	private static List<HubProtocol> supported(HubDefinition definition, HubOptions options,
			List<HubProtocol> protocols) {
		List<String> names = options.supportedProtocols();
		if (names == null) {
			return protocols;
		}
		List<HubProtocol> supported = protocols.stream()
			.filter((protocol) -> names.stream().anyMatch(protocol.name()::equalsIgnoreCase))
			.toList();
		if (supported.size() < names.size()) {
			throw new HubDefinitionException(definition.type(),
					"Hub '" + definition.name() + "' is to support the protocols " + names + ", there are "
							+ protocols.stream().map(HubProtocol::name).toList() + ".",
					"Correct the supported protocols in HubOptions, 'signalr.hub.supported-protocols' or 'signalr.hubs."
							+ definition.name() + ".supported-protocols'.");
		}
		return supported;
	}

	private <C> HubContext<C> context(ClientInterface<C> clientInterface, CurrentFlow flow) {
		return new OutboundHubContext<>(this.definition.name(),
				new OutboundClients<>(this.output, this.encoder, clientInterface, flow::link),
				new OutboundGroups(this.output, flow::link));
	}

	@Override
	public String name() {
		return this.definition.name();
	}

	@Override
	public String path() {
		return this.definition.path();
	}

	@Override
	public Class<?> type() {
		return this.definition.type();
	}

	@Override
	public Class<?> clientType() {
		return this.definition.clientType();
	}

	@Override
	public List<String> protocols() {
		return this.encoder.protocolNames();
	}

	@Override
	public HubOptions options() {
		return this.options;
	}

	@Override
	public HubDispatcher dispatcher() {
		return this.dispatcher;
	}

	@Override
	public CompletionStage<Void> whenIdle() {
		return this.dispatcher.whenIdle();
	}

	@Override
	public HubContext<?> context() {
		return this.context;
	}

	@Override
	public void connect(HubTransmitter transmitter) {
		this.output.connect(transmitter);
	}

	void checkBean() {
		this.bean.check();
	}

}
