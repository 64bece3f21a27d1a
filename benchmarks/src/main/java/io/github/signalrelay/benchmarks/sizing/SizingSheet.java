// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.sizing;

import java.util.List;
import java.util.Locale;

import io.github.signalrelay.benchmarks.report.Table;

/**
 * A sheet with plans for the operator.
 */
public final class SizingSheet {

	private static final double GIB = 1L << 30;

	private final Costs costs;

	private final NodeShape shape;

	/**
	 * Makes a sheet.
	 * @param costs what things cost
	 * @param shape what each node is like
	 */
	public SizingSheet(Costs costs, NodeShape shape) {
		this.costs = costs;
		this.shape = shape;
	}

	/**
	 * Plans for some demands, a row for each. What cannot be carried says why.
	 * @param demands the demands
	 * @return the table
	 */
	public Table plans(List<Demand> demands) {
		Table table = new Table("connections", "messages/s", "recipients", "bytes", "TLS", "deliveries/s", "nodes",
				"limited by", "load", "clients per node", "memory per node", "heap per node", "Mbit/s per node",
				"server connections per app server and node");
		Sizing sizing = new Sizing(this.costs);
		for (Demand demand : demands) {
			try {
				row(table, demand, sizing.plan(demand, this.shape));
			}
			catch (IllegalArgumentException ex) {
				table.row(number(demand.connections()), number(demand.messagesPerSecond()), number(demand.recipients()),
						number(demand.payloadBytes()), percent(demand.tlsShare()), number(demand.deliveriesPerSecond()),
						"none", String.valueOf(ex.getMessage()), "", "", "", "", "", "");
			}
		}
		return table;
	}

	private static void row(Table table, Demand demand, Plan plan) {
		table.row(number(demand.connections()), number(demand.messagesPerSecond()), number(demand.recipients()),
				number(demand.payloadBytes()), percent(demand.tlsShare()), number(demand.deliveriesPerSecond()),
				number(plan.nodes()), plan.limit().name().toLowerCase(Locale.ROOT), percent(plan.load()),
				number(plan.connections()), gib(plan.memoryBytes()), gib(plan.heapBytes()),
				number(plan.megabitsPerSecond()), number(plan.serverConnections()));
	}

	/**
	 * The figures that plans are computed from.
	 * @return the table
	 */
	public Table costs() {
		Table table = new Table("unit", "cost", "measured", "by");
		for (UnitCost unit : UnitCost.values()) {
			Costs.Measured measured = this.costs.measured(unit);
			table.row(unit.name(), String.format(Locale.ROOT, "%,.2f", measured.value()), measured.date(),
					measured.source());
		}
		return table;
	}

	/**
	 * The same load at more and more connections.
	 * @param largest the largest demand
	 * @return demands from a thousand connections on; rates grow with the connections,
	 * except for those of a broadcast, whose recipients do
	 */
	public static List<Demand> upTo(Demand largest) {
		boolean all = largest.recipients() >= largest.connections();
		return List.of(1_000L, 10_000L, 50_000L, 100_000L, 250_000L, 500_000L, 1_000_000L, largest.connections())
			.stream()
			.distinct()
			.filter((connections) -> connections <= largest.connections())
			.sorted()
			.map((connections) -> scaled(largest, connections, all))
			.toList();
	}

	private static Demand scaled(Demand largest, long connections, boolean all) {
		double part = connections / (double) largest.connections();
		return new Demand(connections, all ? largest.messagesPerSecond() : largest.messagesPerSecond() * part,
				all ? connections : Math.min(largest.recipients(), connections), largest.payloadBytes(),
				largest.groups(), largest.tlsShare(), largest.connectsPerSecond() * part, largest.batching(),
				largest.appServers());
	}

	private static String number(double number) {
		return String.format(Locale.ROOT, (number < 10 && number != Math.rint(number)) ? "%.1f" : "%,.0f", number);
	}

	private static String percent(double part) {
		return Math.round(part * 100) + " %";
	}

	private static String gib(double bytes) {
		return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
	}

}
