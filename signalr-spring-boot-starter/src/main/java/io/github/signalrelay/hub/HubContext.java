// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

/**
 * Reaches a hub's clients and groups from anywhere in the application. There is one bean
 * for each hub; inject it by the client interface, or by the hub's name:
 * {@code @Qualifier("chat") HubContext<ClientProxy>}. It may also be injected into the
 * hub itself.
 * <p>
 * Order: what one thread sends while it runs a hub method keeps its order, and stands in
 * order with what the method sends through its {@link HubCallerClients}. Continuations of
 * a {@code Mono} or {@code CompletionStage} on other threads should send through
 * {@link HubCallerClients} or {@link HubCaller#clients()}, which keep the order there
 * too. Outside of hub methods nothing is promised about the order of two sends before the
 * first one has completed.
 *
 * @param <C> client interface of the hub, {@link ClientProxy} without one
 */
public interface HubContext<C> {

	/**
	 * Name of the hub.
	 * @return the name
	 */
	String hub();

	/**
	 * Clients of the hub.
	 * @return the clients
	 */
	HubClients<C> clients();

	/**
	 * Groups of the hub.
	 * @return the groups
	 */
	Groups groups();

}
