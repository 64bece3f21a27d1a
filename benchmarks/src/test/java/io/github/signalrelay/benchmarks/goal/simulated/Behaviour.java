// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.simulated;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * What a simulated server is like. Tests change what they are about.
 */
public class Behaviour {

	/** Processor time of a delivery, in microseconds. */
	public ToDoubleFunction<SimulatedServer> deliveryMicros = (server) -> 10;

	/** Processor time of a connect, in microseconds. */
	public ToDoubleFunction<SimulatedServer> connectMicros = (server) -> 200;

	/** Processor time of a join and of a leave, in microseconds. */
	public ToDoubleFunction<SimulatedServer> joinMicros = (server) -> 30;

	/** Processor time of a disconnect, in microseconds. */
	public ToDoubleFunction<SimulatedServer> disconnectMicros = (server) -> 100;

	/** Part of a core that is used while nothing happens. */
	public ToDoubleFunction<SimulatedServer> idleLoad = (server) -> server.connections() * 1e-6;

	/** Latency of all deliveries, in milliseconds; the argument is deliveries/second. */
	public DoubleUnaryOperator latencyMillis = (perSecond) -> 5;

	/** What latency is multiplied by while clients are stalled. */
	public double latencyTimesWhenStalled = 1;

	/** Heap without connections, in bytes. */
	public ToDoubleFunction<SimulatedServer> heap = (server) -> 20e6 + 2_500.0 * server.connections();

	/** Resident memory, in bytes. */
	public ToDoubleFunction<SimulatedServer> resident = (server) -> 100e6 + 5_000.0 * server.connections();

	/** Direct memory for each stalled client, in bytes. */
	public double directOfStalled = 500_000;

	/** Seconds until a stalled client is closed. */
	public double stalledSeconds = 5;

	/** Deliveries that each run loses. */
	public long lostByEachRun;

	/** Deliveries that each run brings out of order. */
	public long disorderedByEachRun;

	/** Reports of leaks. */
	public long leaks;

}
