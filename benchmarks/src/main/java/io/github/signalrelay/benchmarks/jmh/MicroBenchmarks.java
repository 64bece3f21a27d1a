// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.jmh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the micro benchmarks with {@code gc.alloc.rate.norm}. The same benchmarks can be
 * run by {@code org.openjdk.jmh.Main} with any of its options.
 */
public final class MicroBenchmarks {

	/** What the short edition leaves out is like something that it has. */
	private static final List<String> SHORT = List.of("DispatcherBenchmark", "ServiceCodecBenchmark",
			"HubCodecBenchmark.(readInvocation|writeCompletion)$", "SharedFrameBenchmark.(webSocket|share)$",
			"FrameReadingBenchmark.text$", "IndexBenchmark.(joinAndLeave|joinTenAndDisconnect)$");

	private static final Map<String, String[]> SHORT_PARAMETERS = Map.of("style", new String[] { "inline" }, "message",
			new String[] { "ConnectionData", "GroupBroadcastData" }, "size", new String[] { "64" });

	private static final String ALLOCATED = "gc.alloc.rate.norm";

	private MicroBenchmarks() {
	}

	/**
	 * Runs micro benchmarks one after another, each in a JVM of its own. Blocks until
	 * they are done.
	 * @param shortEdition {@code true} for a selection that takes about a minute,
	 * {@code false} for all, which takes about ten
	 * @param resultFile where JMH's JSON goes; its folder must exist
	 * @param filter regular expression that is searched in
	 * {@code <package>.<class>.<method>}, in place of the selection, or {@code null}
	 * @return the results in JMH's order
	 * @throws IllegalStateException if a benchmark failed, or none was found
	 */
	public static List<MicroResult> run(boolean shortEdition, Path resultFile, @Nullable String filter) {
		ChainedOptionsBuilder options = options(resultFile);
		if (filter != null) {
			options.include(filter);
		}
		if (shortEdition) {
			if (filter == null) {
				SHORT.forEach(options::include);
			}
			SHORT_PARAMETERS.forEach(options::param);
			options.warmupIterations(2).measurementIterations(3);
			options.warmupTime(TimeValue.milliseconds(300)).measurementTime(TimeValue.milliseconds(300));
		}
		return run(options);
	}

	static ChainedOptionsBuilder options(Path resultFile) {
		return new OptionsBuilder().addProfiler(GCProfiler.class)
			.resultFormat(ResultFormatType.JSON)
			.result(resultFile.toString())
			.verbosity(VerboseMode.SILENT)
			.shouldFailOnError(true);
	}

	static List<MicroResult> run(ChainedOptionsBuilder options) {
		try {
			Collection<RunResult> results = new Runner(options.build()).run();
			List<MicroResult> rows = new ArrayList<>();
			results.forEach((result) -> rows.add(row(result)));
			return rows;
		}
		catch (RunnerException ex) {
			throw new IllegalStateException("Micro benchmarks failed", ex);
		}
	}

	private static MicroResult row(RunResult result) {
		BenchmarkParams params = result.getParams();
		Map<String, String> parameters = new TreeMap<>();
		params.getParamsKeys().forEach((key) -> parameters.put(key, params.getParam(key)));
		String name = params.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
		Result<?> time = result.getPrimaryResult();
		Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
		return new MicroResult(name, parameters, time.getScore(), time.getScoreError(),
				(allocated != null) ? allocated.getScore() : Double.NaN);
	}

}
