// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.runtime.HubTransmitter;

/**
 * One hub of the application, as the parts around it see it.
 */
public interface RegisteredHub {

	/**
	 * Name of the hub.
	 * @return the name
	 */
	String name();

	/**
	 * Path that clients negotiate at.
	 * @return the path, starting with a slash
	 */
	String path();

	/**
	 * Class of the hub; not of a proxy around it.
	 * @return the class
	 */
	Class<?> type();

	/**
	 * Client interface.
	 * @return the interface, {@link io.github.signalrelay.hub.ClientProxy} without one
	 */
	Class<?> clientType();

	/**
	 * Names of the hub protocols that clients may speak.
	 * @return the names
	 */
	List<String> protocols();

	/**
	 * Options of the hub.
	 * @return the options
	 */
	HubOptions options();

	/**
	 * Where messages about the hub's clients go: one for all service connections of the
	 * hub.
	 * @return the handler
	 */
	ClientMessageHandler dispatcher();

	/**
	 * Waits until this server serves no client of the hub.
	 * @return completes when the disconnect callback of the last one has run, at once
	 * when there is none; never with an error
	 */
	CompletionStage<Void> whenIdle();

	/**
	 * Reaches the hub's clients from outside.
	 * @return the context, the one that is injected
	 */
	HubContext<?> context();

	/**
	 * Gives the hub its way to the relays. Until then, sends fail with
	 * {@link java.io.IOException}.
	 * @param transmitter the way
	 */
	void connect(HubTransmitter transmitter);

}
