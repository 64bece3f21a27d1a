// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.stream.Collectors;

/**
 * Which cores serve whom. On the two cores of a small machine the measured server has the
 * first and everybody else the second.
 *
 * @param measured cores of the server that is measured
 * @param others cores of the generator and of app servers that are not measured
 */
public record Placement(BitSet measured, BitSet others) {

	private static final Path PROCESSORS = Path.of("/sys/devices/system/cpu");

	public Placement {
		if (measured.isEmpty() || others.isEmpty()) {
			throw new IllegalArgumentException("Nobody runs on no core at all");
		}
		measured = (BitSet) measured.clone();
		others = (BitSet) others.clone();
	}

	@Override
	public BitSet measured() {
		return (BitSet) this.measured.clone();
	}

	@Override
	public BitSet others() {
		return (BitSet) this.others.clone();
	}

	/**
	 * One core for the server that is measured, and for the others all that share nothing
	 * with it. Hyper-threads of one core go to both sides only where there is nothing
	 * else, and both sides share the core of a machine that has one.
	 * @return the placement on this machine
	 */
	public static Placement ofThisMachine() {
		BitSet all = listed(PROCESSORS.resolve("online"), Runtime.getRuntime().availableProcessors());
		int first = all.nextSetBit(0);
		BitSet measured = new BitSet();
		measured.set(first);
		BitSet siblings = listed(PROCESSORS.resolve("cpu" + first + "/topology/thread_siblings_list"), 1);
		return new Placement(measured, without(without(all, measured), siblings));
	}

	private static BitSet without(BitSet cores, BitSet taken) {
		BitSet rest = (BitSet) cores.clone();
		rest.andNot(taken);
		return rest.isEmpty() ? cores : rest;
	}

	private static BitSet listed(Path file, int otherwise) {
		try {
			return parse(Files.readString(file).strip());
		}
		catch (IOException ex) { // not Linux
			BitSet cores = new BitSet();
			cores.set(0, otherwise);
			return cores;
		}
	}

	/**
	 * Reads a list as Linux writes it.
	 * @param list numbers and ranges, such as {@code 0,2-3}
	 * @return the cores
	 */
	static BitSet parse(String list) {
		BitSet cores = new BitSet();
		for (String part : list.split(",", -1)) {
			String[] ends = part.split("-", -1);
			cores.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
		}
		return cores;
	}

	/**
	 * Writes cores as {@code taskset} reads them.
	 * @param cores the cores
	 * @return numbers, such as {@code 0,2,3}
	 */
	static String list(BitSet cores) {
		return cores.stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
	}

}
