// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.simulated;

import java.util.List;

import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads findings.
 */
public final class Verdicts {

	private Verdicts() {
	}

	/**
	 * The only finding whose text has a part.
	 * @param findings the findings
	 * @param part the part
	 * @return the finding
	 */
	public static Finding finding(List<Finding> findings, String part) {
		List<Finding> matching = findings.stream().filter((finding) -> finding.compared().contains(part)).toList();
		assertThat(matching).as("findings about '%s' among %s", part, findings.stream().map(Finding::compared).toList())
			.hasSize(1);
		return matching.get(0);
	}

	/**
	 * What the missed findings are about.
	 * @param findings the findings
	 * @return their texts
	 */
	public static List<String> missed(List<Finding> findings) {
		return findings.stream()
			.filter((finding) -> finding.verdict() == Verdict.MISSED)
			.map(Finding::compared)
			.toList();
	}

}
