// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.sizing;

import io.github.signalrelay.benchmarks.sizing.Plan.Limit;

/**
 * Computes how many nodes a demand needs. App servers are connected to every node, and a
 * message for all or for a group is sent to each node once: that part of the work is not
 * divided by more nodes.
 */
public final class Sizing {

	/** Server connections of each app server and node that are there in any case. */
	static final int LEAST_SERVER_CONNECTIONS = 5;

	private static final int SMALL = 64;

	private static final int LARGE = 2_048;

	private static final double MICROS = 1e6;

	/** A client hears a ping when nothing else was sent for so long. */
	private static final double KEEP_ALIVE_SECONDS = 15;

	/** Part of the heap that may live: what is above makes collections frequent. */
	private static final double LIVE_HEAP = 0.5;

	private static final long OWN_DESCRIPTORS = 200;

	private final Costs costs;

	/**
	 * Makes a sizing.
	 * @param costs what things cost
	 */
	public Sizing(Costs costs) {
		this.costs = costs;
	}

	/**
	 * Finds the fewest nodes that carry a demand.
	 * @param demand the demand
	 * @param shape what each node is like
	 * @return the plan
	 * @throws IllegalArgumentException if no number of nodes carries it
	 */
	public Plan plan(Demand demand, NodeShape shape) {
		double spare = shape.cores() * shape.targetLoad() - sharedByAll(demand);
		if (spare <= 0) {
			throw new IllegalArgumentException(
					"Reading " + demand.messagesPerSecond() + " messages per second alone takes more than a node of "
							+ shape.cores() + " cores has: it needs more cores, more nodes do not help");
		}
		double free = shape.memoryBytes() - this.costs.of(UnitCost.NODE_BYTES);
		if (free <= 0) {
			throw new IllegalArgumentException("A relay without clients needs more memory than a node has");
		}
		double serverDescriptors = (double) serverConnections(demand) * demand.appServers() + OWN_DESCRIPTORS;
		if (serverDescriptors >= shape.descriptors()) {
			throw new IllegalArgumentException("Server connections alone need more file descriptors than a node has");
		}
		double byCpu = divided(demand) / spare;
		double byMemory = demand.connections() * connectionBytes(demand) / free;
		double byDescriptors = demand.connections() / (shape.descriptors() - serverDescriptors);
		double most = Math.max(byCpu, Math.max(byMemory, byDescriptors));
		Limit limit = (most == byCpu) ? Limit.PROCESSORS : (most == byMemory) ? Limit.MEMORY : Limit.DESCRIPTORS;
		return plan(demand, shape, (long) Math.max(1, Math.ceil(most)), limit);
	}

	private Plan plan(Demand demand, NodeShape shape, long nodes, Limit limit) {
		double connections = demand.connections() / (double) nodes;
		double deliveries = demand.deliveriesPerSecond() / nodes;
		return new Plan(nodes, limit, (divided(demand) / nodes + sharedByAll(demand)) / shape.cores(), connections,
				deliveries, this.costs.of(UnitCost.NODE_BYTES) + connections * connectionBytes(demand),
				connections * heapBytes(demand) / LIVE_HEAP, deliveries * demand.payloadBytes() * 8 / 1e6,
				serverConnections(demand));
	}

	/**
	 * Cores for work that is divided among nodes: deliveries, clients that come, pings.
	 */
	private double divided(Demand demand) {
		double deliveries = demand.deliveriesPerSecond() * deliveryMicros(demand);
		double connects = demand.connectsPerSecond() * this.costs.of(UnitCost.CONNECT_MICROS);
		double pings = demand.connections() / KEEP_ALIVE_SECONDS * this.costs.of(UnitCost.DELIVERY_MICROS);
		return (deliveries + connects + pings) / MICROS;
	}

	/**
	 * Cores for work that each node does: to read each message.
	 */
	private double sharedByAll(Demand demand) {
		return demand.messagesPerSecond() * this.costs.of(UnitCost.MESSAGE_MICROS) / MICROS;
	}

	private double deliveryMicros(Demand demand) {
		double small = this.costs.of(UnitCost.DELIVERY_MICROS);
		double perByte = (this.costs.of(UnitCost.LARGE_DELIVERY_MICROS) - small) / (LARGE - SMALL);
		double bySize = Math.max(0, perByte) * Math.max(0, demand.payloadBytes() - SMALL);
		double alone = small * (1 - demand.batching())
				+ this.costs.of(UnitCost.BATCHED_DELIVERY_MICROS) * demand.batching();
		double tls = 1 + (this.costs.of(UnitCost.TLS_FACTOR) - 1) * demand.tlsShare();
		return (alone + bySize) * tls;
	}

	private double heapBytes(Demand demand) {
		return this.costs.of(UnitCost.CONNECTION_HEAP_BYTES)
				+ demand.groups() * this.costs.of(UnitCost.MEMBERSHIP_HEAP_BYTES);
	}

	private double connectionBytes(Demand demand) {
		return heapBytes(demand) / LIVE_HEAP + this.costs.of(UnitCost.KERNEL_BYTES)
				+ demand.tlsShare() * this.costs.of(UnitCost.TLS_BYTES);
	}

	private int serverConnections(Demand demand) {
		double each = demand.messagesPerSecond() / demand.appServers();
		double needed = Math.ceil(each / this.costs.of(UnitCost.SERVER_CONNECTION_MESSAGES));
		return (int) Math.max(LEAST_SERVER_CONNECTIONS, needed);
	}

}
