// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.dialect;

import java.nio.charset.StandardCharsets;

/**
 * A command of one letter before the text.
 */
final class PlainWire implements Wire {

	@Override
	public Framing framing() {
		return Framing.UNIT;
	}

	@Override
	public void hello(Line line) {
		line.ready();
	}

	@Override
	public void control(Line line, byte[] data, int from, int to) {
		// nothing that a server says without a stamp matters
	}

	@Override
	public Envelope echo(int text) {
		return envelope("e", text);
	}

	@Override
	public Envelope broadcast(int text) {
		return envelope("b", text);
	}

	private static Envelope envelope(String command, int text) {
		return new Envelope((command + Envelope.sampleText(text)).getBytes(StandardCharsets.US_ASCII), text);
	}

}
