// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.scenario;

import java.util.List;

import io.github.signalrelay.benchmarks.load.client.Client;

/**
 * The clients of a population and who of them listens. Belongs to the generator's event
 * loop.
 */
public final class Crowd {

	private final List<Client> clients;

	private final Members members;

	private final int base;

	private int listening;

	/**
	 * Creates a crowd in which nobody listens yet.
	 * @param clients the clients
	 * @param base number of the first one as a sender
	 */
	public Crowd(List<Client> clients, int base) {
		this.clients = clients;
		this.base = base;
		this.members = new Members(clients.size());
	}

	/**
	 * The clients, by their index.
	 * @return the clients
	 */
	public List<Client> clients() {
		return this.clients;
	}

	/**
	 * Who is in which groups.
	 * @return the members
	 */
	public Members members() {
		return this.members;
	}

	/**
	 * Number of the first client as a sender. Populations of a generator have different
	 * ones, so that none counts the messages of another.
	 * @return the number, 16 bits
	 */
	public int base() {
		return this.base;
	}

	/**
	 * Clients that receive what is sent to all.
	 * @return the number
	 */
	public int listening() {
		return this.listening;
	}

	/** Notes that a client listens. */
	public void arrived() {
		this.listening++;
	}

	/**
	 * Notes that a client listens no longer.
	 * @param client the client
	 */
	public void silent(Client client) {
		this.listening--;
		this.members.silent(client.index());
	}

	String connectionId(int client) {
		String id = this.clients.get(client).connectionId();
		return (id != null) ? id : "gone";
	}

}
