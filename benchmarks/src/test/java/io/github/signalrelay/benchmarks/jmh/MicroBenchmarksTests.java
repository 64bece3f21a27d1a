// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.options.TimeValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Each benchmark is run once, which checks what it does; what it measures is no matter
 * here.
 */
class MicroBenchmarksTests {

	@TempDir
	Path folder;

	@BeforeAll
	static void besideOthers() {
		System.setProperty("jmh.ignoreLock", "true");
	}

	@Test
	void eachIsRunAndTellsWhatItAllocates() throws IOException {
		Path file = this.folder.resolve("jmh.json");
		List<MicroResult> results = MicroBenchmarks.run(MicroBenchmarks.options(file)
			.include("benchmarks.jmh")
			.forks(0)
			.warmupIterations(0)
			.measurementIterations(1)
			.measurementTime(TimeValue.milliseconds(20)));
		assertThat(results).extracting(MicroResult::benchmark)
			.contains("DispatcherBenchmark.call", "ServiceCodecBenchmark.read", "HubCodecBenchmark.writeCompletion",
					"SharedFrameBenchmark.share", "FrameReadingBenchmark.text", "IndexBenchmark.joinAndLeave");
		assertThat(results).allSatisfy((result) -> {
			assertThat(result.nanoseconds()).isPositive();
			assertThat(result.bytes()).isNotNegative();
		});
		assertThat(results).filteredOn((result) -> result.benchmark().equals("IndexBenchmark.route"))
			.extracting((result) -> result.parameters().get("groups"))
			.containsExactly("40", "40000");
		assertThat(Files.readString(file)).contains("gc.alloc.rate.norm");
	}

	@Test
	void nothingToRunIsAnError() {
		Path file = this.folder.resolve("jmh.json");
		assertThatIllegalStateException().isThrownBy(() -> MicroBenchmarks.run(true, file, "NoSuchBenchmark"));
	}

}
