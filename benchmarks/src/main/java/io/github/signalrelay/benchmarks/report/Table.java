// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of text, for a console or as Markdown. Used by one thread.
 */
public final class Table {

	private final List<List<String>> rows = new ArrayList<>();

	/**
	 * Makes a table without rows.
	 * @param header names of the columns
	 */
	public Table(String... header) {
		this.rows.add(List.of(header));
	}

	/**
	 * Adds a row.
	 * @param cells as many as there are columns
	 * @return this table
	 */
	public Table row(String... cells) {
		if (cells.length != this.rows.get(0).size()) {
			throw new IllegalArgumentException(cells.length + " cells for " + this.rows.get(0).size() + " columns");
		}
		this.rows.add(List.of(cells));
		return this;
	}

	/**
	 * As Markdown.
	 * @return lines, the last one ended too
	 */
	public String markdown() {
		StringBuilder text = new StringBuilder();
		text.append(markdown(this.rows.get(0)));
		text.append(markdown(Collections.nCopies(this.rows.get(0).size(), "---")));
		this.rows.stream().skip(1).map(Table::markdown).forEach(text::append);
		return text.toString();
	}

	private static String markdown(List<String> row) {
		return row.stream()
			.map((cell) -> cell.replace("|", "\\|").replace('\n', ' '))
			.collect(Collectors.joining(" | ", "| ", " |\n"));
	}

	/**
	 * With columns below each other.
	 * @return lines, the last one ended too
	 */
	public String console() {
		int[] widths = IntStream.range(0, this.rows.get(0).size())
			.map((column) -> this.rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(0))
			.toArray();
		return this.rows.stream()
			.map((row) -> IntStream.range(0, widths.length)
				.mapToObj((column) -> pad(row.get(column), widths[column]))
				.collect(Collectors.joining("  "))
				.stripTrailing() + "\n")
			.collect(Collectors.joining());
	}

	private static String pad(String cell, int width) {
		return cell + " ".repeat(width - cell.length());
	}

}
