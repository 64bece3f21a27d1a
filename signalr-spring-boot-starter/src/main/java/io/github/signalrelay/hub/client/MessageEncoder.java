// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.service.Payloads;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Encodes calls of client methods, once for each hub protocol of the hub.
 */
public final class MessageEncoder {

	private final List<HubProtocol> protocols;

	/**
	 * Creates an encoder.
	 * @param protocols hub protocols of the hub, at least one
	 */
	public MessageEncoder(List<HubProtocol> protocols) {
		Assert.notEmpty(protocols, "There are no supported protocols");
		this.protocols = List.copyOf(protocols);
	}

	/**
	 * Finds a hub protocol.
	 * @param name its name in any case
	 * @return the protocol, or {@code null} when the hub does not support it
	 */
	public @Nullable HubProtocol protocol(String name) {
		for (HubProtocol protocol : this.protocols) {
			if (protocol.name().equalsIgnoreCase(name)) {
				return protocol;
			}
		}
		return null;
	}

	/**
	 * Names of the hub protocols.
	 * @return the names
	 */
	public List<String> protocolNames() {
		return this.protocols.stream().map(HubProtocol::name).toList();
	}

	/**
	 * Encodes a message that holds no values of the application.
	 * @param message the message
	 * @return the bytes in each hub protocol
	 */
	public Payloads encode(HubMessage message) {
		Map<String, Payload> payloads = new LinkedHashMap<>();
		this.protocols.forEach((protocol) -> payloads.put(protocol.name(), protocol.write(message)));
		return new Payloads(payloads);
	}

	Payloads encode(String method, @Nullable Object[] arguments) {
		return encode(method, message(null, method, arguments));
	}

	Payloads encode(String method, @Nullable Object[] arguments, String protocolName) {
		return encode(method, message(null, method, arguments), protocolName);
	}

	/**
	 * Encodes a call that the client answers.
	 * @param invocationId id of the call
	 * @param method name of the client's method
	 * @param arguments arguments
	 * @param protocolName the client's hub protocol, or {@code null} if it is not known
	 * @return the bytes in the client's hub protocol, or else in each
	 * @throws IllegalArgumentException if the name is empty or an argument cannot be
	 * serialized
	 */
	public Payloads encodeQuestion(String invocationId, String method, @Nullable Object[] arguments,
			@Nullable String protocolName) {
		HubMessage message = message(invocationId, method, arguments);
		return (protocolName != null) ? encode(method, message, protocolName) : encode(method, message);
	}

	private Payloads encode(String method, HubMessage message) {
		Map<String, Payload> payloads = new LinkedHashMap<>();
		for (HubProtocol protocol : this.protocols) {
			payloads.put(protocol.name(), write(protocol, method, message));
		}
		return new Payloads(payloads);
	}

	private Payloads encode(String method, HubMessage message, String protocolName) {
		HubProtocol protocol = protocol(protocolName);
		return (protocol != null) ? Payloads.of(protocol.name(), write(protocol, method, message))
				: encode(method, message);
	}

	private static HubMessage message(@Nullable String invocationId, String method, @Nullable Object[] arguments) {
		if (!StringUtils.hasLength(method)) {
			throw new IllegalArgumentException("The name of a client method must not be empty");
		}
		return new Invocation(Map.of(), invocationId, method, argumentList(arguments), List.of());
	}

	/**
	 * A {@code String[]} in place of the variable arguments was meant as one argument.
	 */
	private static List<@Nullable Object> argumentList(@Nullable Object[] arguments) {
		if (arguments.getClass() != Object[].class) {
			return Collections.singletonList(arguments);
		}
		return Collections.unmodifiableList(Arrays.asList(arguments));
	}

	private static Payload write(HubProtocol protocol, String method, HubMessage message) {
		try {
			return protocol.write(message);
		}
		catch (HubProtocolException ex) {
			throw new IllegalArgumentException(
					"An argument of the client method '" + method + "' cannot be serialized as " + protocol.name(), ex);
		}
	}

}
