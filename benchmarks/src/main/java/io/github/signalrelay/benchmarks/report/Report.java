// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.report;

import java.util.Comparator;
import java.util.Map;

import io.github.signalrelay.benchmarks.goal.Budget;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Noise;
import io.github.signalrelay.benchmarks.goal.Side;
import io.github.signalrelay.benchmarks.goal.Verdict;

/**
 * Results as text.
 */
public final class Report {

	private final Results results;

	/**
	 * Makes a report.
	 * @param results of what
	 */
	public Report(Results results) {
		this.results = results;
	}

	/**
	 * For a console: goals, noise, machine.
	 * @return lines
	 */
	public String console() {
		return goals().console() + "\n" + remarks("") + "\n" + noise().console() + "\n" + summary() + "\n"
				+ this.results.machine() + "\n";
	}

	/**
	 * As a document: goals, noise, machine, raw figures.
	 * @return Markdown
	 */
	public String markdown() {
		return "# Results of `" + this.results.command() + "`\n\n" + this.results.started() + ", took "
				+ this.results.took().toSeconds() + " s. " + this.results.machine() + ".\n\n" + summary()
				+ "\n\n## Goals\n\n" + goals().markdown() + "\n" + remarks("* ") + "\n## Noise of the machine\n\n"
				+ noise().markdown() + "\n## Raw figures\n\n" + sides().markdown() + "\n## Time\n\n"
				+ durations().markdown() + plots();
	}

	private String summary() {
		return count(Verdict.MET) + " findings met, " + count(Verdict.MISSED) + " missed, "
				+ count(Verdict.NOT_MEASURED) + " not measured";
	}

	private long count(Verdict verdict) {
		return this.results.findings().stream().filter((finding) -> finding.verdict() == verdict).count();
	}

	private Table goals() {
		Table table = new Table("goal", "compared", "figure", "spread (rounds)", "bound", "verdict");
		for (Finding finding : this.results.findings()) {
			table.row(finding.goal(), finding.compared(),
					(finding.figure().count() > 0) ? Figures.digits(finding.figure().median()) + " " + finding.unit()
							: "–",
					Figures.range(finding.figure()), (finding.bound() != null) ? finding.bound().toString() : "–",
					verdict(finding));
		}
		return table;
	}

	private static String verdict(Finding finding) {
		return switch (finding.verdict()) {
			case MET -> (finding.bound() != null) ? "met" : "–";
			case MISSED -> "missed";
			case NOT_MEASURED -> "not measured";
		};
	}

	private String remarks(String bullet) {
		StringBuilder text = new StringBuilder();
		for (Finding finding : this.results.findings()) {
			for (String remark : finding.remarks()) {
				text.append(bullet)
					.append(finding.goal())
					.append(", ")
					.append(finding.compared())
					.append(": ")
					.append(remark)
					.append('\n');
			}
		}
		return text.toString();
	}

	private Table noise() {
		Table table = new Table("reference", "load", "CPU µs per delivery", "spread (rounds)", "spread / median",
				"deliveries per s");
		for (Noise noise : this.results.noise()) {
			table.row(noise.reference(), noise.load(), Figures.digits(noise.cpuMicros().median()),
					Figures.range(noise.cpuMicros()), Figures.digits(noise.cpuMicros().relative()),
					Figures.digits(noise.perSecond().median()) + ", " + Figures.range(noise.perSecond()));
		}
		return table;
	}

	private Table sides() {
		Table table = new Table("goal", "compared", "server", "CPU µs per delivery", "deliveries per s", "p50 ms",
				"p99 ms", "generator", "lost", "disordered");
		for (Finding finding : this.results.findings()) {
			for (Side side : finding.sides()) {
				table.row(finding.goal(), finding.compared(), side.server(), Figures.digits(side.cpuMicros()),
						Figures.digits(side.perSecond()), Figures.digits(side.p50Millis()),
						Figures.digits(side.p99Millis()), Math.round(side.generatorLoad() * 100) + " %",
						Long.toString(side.lost()), Long.toString(side.disordered()));
			}
		}
		return table;
	}

	private Table durations() {
		Table table = new Table("goal", "seconds", "budget of the short edition");
		this.results.durations()
			.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
			.forEach((entry) -> table.row(entry.getKey(), Long.toString(entry.getValue().toSeconds()),
					Long.toString(Budget.of(entry.getKey()).toSeconds())));
		return table;
	}

	private String plots() {
		if (this.results.charts().isEmpty()) {
			return "";
		}
		StringBuilder text = new StringBuilder("\n## Plots\n\n");
		this.results.charts()
			.forEach((chart) -> text.append("![")
				.append(chart.title())
				.append("](")
				.append(Plot.file(chart))
				.append(")\n"));
		return text.toString();
	}

}
