// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.signalrelay.benchmarks.goal.Chart;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/**
 * Charts as SVG.
 */
public final class Plot {

	private static final int WIDTH = 900;

	private static final int HEIGHT = 480;

	private Plot() {
	}

	/**
	 * Name of a chart's file.
	 * @param chart the chart
	 * @return the name with its ending
	 */
	public static String file(Chart chart) {
		return chart.id() + ".svg";
	}

	/**
	 * Plots a chart.
	 * @param chart the chart; at least one point
	 * @return an SVG document
	 */
	public static String svg(Chart chart) {
		ByteArrayOutputStream svg = new ByteArrayOutputStream();
		try {
			VectorGraphicsEncoder.saveVectorGraphic(chart.bars() ? bars(chart) : lines(chart), svg,
					VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return svg.toString(StandardCharsets.UTF_8);
	}

	private static CategoryChart bars(Chart chart) {
		CategoryChart plot = new CategoryChartBuilder().width(WIDTH)
			.height(HEIGHT)
			.title(chart.title())
			.xAxisTitle(chart.x())
			.yAxisTitle(chart.y())
			.build();
		plot.getStyler().setLegendVisible(chart.curves().size() > 1).setLegendPosition(Styler.LegendPosition.InsideNE);
		plot.getStyler().setXAxisLabelRotation(30);
		for (Chart.Curve curve : chart.curves()) {
			plot.addSeries(curve.name(), curve.points().stream().map(Chart.Point::label).toList(),
					curve.points().stream().map(Chart.Point::y).toList());
		}
		return plot;
	}

	private static XYChart lines(Chart chart) {
		XYChart plot = new XYChartBuilder().width(WIDTH)
			.height(HEIGHT)
			.title(chart.title())
			.xAxisTitle(chart.x())
			.yAxisTitle(chart.y())
			.build();
		plot.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
		plot.getStyler().setYAxisMin(0.0);
		for (Chart.Curve curve : chart.curves()) {
			List<Chart.Point> points = curve.points();
			plot.addSeries(curve.name(), points.stream().mapToDouble(Chart.Point::x).toArray(),
					points.stream().mapToDouble(Chart.Point::y).toArray());
		}
		return plot;
	}

}
