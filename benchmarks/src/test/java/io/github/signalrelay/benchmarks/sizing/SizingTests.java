// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.sizing;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class SizingTests {

	private static final long GIB = 1L << 30;

	private static final NodeShape SHAPE = new NodeShape(4, 8 * GIB, 1_000_000, 0.5);

	private final Sizing sizing = new Sizing(costs());

	@Test
	void deliveriesDecideWhereMuchIsSent() {
		// 1,000 messages/s to 1,000 clients each: 10 s of CPU each second, 2 cores of
		// each node may be used,
		// 0.1 of them reads the messages
		Plan plan = this.sizing.plan(demand(150_000, 1_000, 1_000, 0), SHAPE);
		assertThat(plan.limit()).isEqualTo(Plan.Limit.PROCESSORS);
		assertThat(plan.nodes()).isEqualTo(6); // (10 + 0.1 for pings) / (2 - 0.1) = 5.3
		assertThat(plan.load()).isCloseTo((10.1 / 6 + 0.1) / 4, within(1e-9));
		assertThat(plan.deliveriesPerSecond()).isCloseTo(1e6 / 6, within(1e-6));
		assertThat(plan.megabitsPerSecond()).isCloseTo(1e6 / 6 * 64 * 8 / 1e6, within(1e-6));
	}

	@Test
	void memoryDecidesWhereLittleIsSent() {
		// two groups of 500 bytes and 3,000 bytes, twice, and 2,000 bytes of the kernel:
		// 10,000 bytes a client
		Plan plan = this.sizing.plan(demand(1_000_000, 1, 1, 0), new NodeShape(8, 3_000_000_000L, 2_000_000, 0.5));
		assertThat(plan.limit()).isEqualTo(Plan.Limit.MEMORY);
		assertThat(plan.nodes()).isEqualTo(4); // 10 GB / (3 - 0.1) GB = 3.4
		assertThat(plan.memoryBytes()).isCloseTo(100e6 + 250_000 * 10_000.0, within(1.0));
		assertThat(plan.heapBytes()).isCloseTo(250_000 * 8_000.0, within(1.0));
	}

	@Test
	void descriptorsDecideWhereTheyAreFew() {
		Plan plan = this.sizing.plan(demand(100_000, 1, 1, 0), new NodeShape(4, 8 * GIB, 20_000, 0.5));
		assertThat(plan.limit()).isEqualTo(Plan.Limit.DESCRIPTORS);
		assertThat(plan.nodes()).isEqualTo(6); // 100,000 / (20,000 - 200 - 10)
	}

	@Test
	void tlsAndLongMessagesCostMore() {
		double clear = this.sizing.plan(demand(1_000, 100, 1_000, 0), SHAPE).load();
		double tls = this.sizing.plan(demand(1_000, 100, 1_000, 1), SHAPE).load();
		assertThat(tls - clear).isCloseTo(0.5 * 1e5 * 10e-6 / 4, within(1e-9));
		Demand large = new Demand(1_000, 100, 1_000, 2_048, 2, 0, 0, 0, 2);
		assertThat(this.sizing.plan(large, SHAPE).load() - clear).isCloseTo(1e5 * 2e-6 / 4, within(1e-9));
		Demand batched = new Demand(1_000, 100, 1_000, 64, 2, 0, 0, 1, 2);
		assertThat(clear - this.sizing.plan(batched, SHAPE).load()).isCloseTo(1e5 * 8e-6 / 4, within(1e-9));
	}

	@Test
	void serverConnectionsFollowTheMessages() {
		assertThat(this.sizing.plan(demand(1_000, 10, 1, 0), SHAPE).serverConnections()).isEqualTo(5);
		assertThat(this.sizing.plan(demand(1_000, 16_000, 1, 0), SHAPE).serverConnections()).isEqualTo(8);
	}

	@Test
	void whatNoNumberOfNodesCarriesIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.sizing.plan(demand(1_000, 20_000, 1, 0), SHAPE))
			.withMessageContaining("more nodes do not help");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.sizing.plan(demand(1_000, 1, 1, 0), new NodeShape(4, 1_000, 1_000, 0.5)))
			.withMessageContaining("memory");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.sizing.plan(demand(1_000, 1, 1, 0), new NodeShape(4, GIB, 100, 0.5)))
			.withMessageContaining("file descriptors");
		assertThatIllegalArgumentException().isThrownBy(() -> demand(0, 1, 1, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> demand(1, 1, 1, 1.5));
		assertThatIllegalArgumentException().isThrownBy(() -> new NodeShape(4, GIB, 100, 0));
	}

	@Test
	void theSheetGoesUpToAMillionConnections() {
		List<Demand> demands = SizingSheet.upTo(demand(1_000_000, 1_000, 10, 1));
		assertThat(demands).extracting(Demand::connections)
			.containsExactly(1_000L, 10_000L, 50_000L, 100_000L, 250_000L, 500_000L, 1_000_000L);
		assertThat(demands.get(1).messagesPerSecond()).isCloseTo(10, within(1e-9));
		assertThat(SizingSheet.upTo(demand(20_000, 2, 20_000, 1))).extracting(Demand::recipients)
			.containsExactly(1_000.0, 10_000.0, 20_000.0);
		String sheet = new SizingSheet(costs(), SHAPE).plans(List.of(demand(1_000, 20_000, 1, 0))).markdown();
		assertThat(sheet).contains("none").contains("more nodes do not help");
	}

	@Test
	void costsAreKeptAndReplacedByNewerOnes(@TempDir Path folder) {
		CostsFile file = new CostsFile();
		Costs newer = file.defaults().with(Map.of(UnitCost.DELIVERY_MICROS, 5.5), "2030-01-01", "a run");
		file.write(folder.resolve("costs.json"), newer);
		Costs read = file.read(folder.resolve("costs.json"));
		assertThat(read).isEqualTo(newer);
		assertThat(read.measured(UnitCost.DELIVERY_MICROS)).isEqualTo(new Costs.Measured(5.5, "2030-01-01", "a run"));
		assertThat(read.measured(UnitCost.NODE_BYTES)).isEqualTo(file.defaults().measured(UnitCost.NODE_BYTES));
		assertThatIllegalArgumentException().isThrownBy(() -> new Costs(Map.of()));
	}

	private static Demand demand(long connections, double messages, double recipients, double tls) {
		return new Demand(connections, messages, recipients, 64, 2, tls, 0, 0, 2);
	}

	private static Costs costs() {
		Map<UnitCost, Double> values = new EnumMap<>(UnitCost.class);
		values.put(UnitCost.DELIVERY_MICROS, 10.0);
		values.put(UnitCost.LARGE_DELIVERY_MICROS, 12.0);
		values.put(UnitCost.BATCHED_DELIVERY_MICROS, 2.0);
		values.put(UnitCost.MESSAGE_MICROS, 100.0);
		values.put(UnitCost.TLS_FACTOR, 1.5);
		values.put(UnitCost.CONNECT_MICROS, 300.0);
		values.put(UnitCost.CONNECTION_HEAP_BYTES, 3_000.0);
		values.put(UnitCost.MEMBERSHIP_HEAP_BYTES, 500.0);
		values.put(UnitCost.TLS_BYTES, 6_000.0);
		values.put(UnitCost.KERNEL_BYTES, 2_000.0);
		values.put(UnitCost.NODE_BYTES, 100e6);
		values.put(UnitCost.SERVER_CONNECTION_MESSAGES, 1_000.0);
		Map<UnitCost, Costs.Measured> costs = new EnumMap<>(UnitCost.class);
		values.forEach((unit, value) -> costs.put(unit, new Costs.Measured(value, "2026-11-22", "made up")));
		return new Costs(costs);
	}

}
